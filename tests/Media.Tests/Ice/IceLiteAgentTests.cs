using System.Net;
using Vod.Media.Ice;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Ice;

public sealed class IceLiteAgentTests
{
    private static readonly TransportAddress Browser = TransportAddress.From(IPAddress.Parse("198.51.100.7"), 50000);
    private static readonly TransportAddress Elsewhere = TransportAddress.From(IPAddress.Parse("2001:db8::9"), 50001);
    private static readonly IceTimeouts Timeouts = IceTimeouts.Default;

    private readonly IceLiteAgent _agent = new(Check.Server, Timeouts, MonotonicTime.Zero);
    private readonly byte[] _response = new byte[IceLiteAgent.MaxResponseLength];
    private MonotonicTime _now = MonotonicTime.Zero;
    private int _responseLength;
    private ulong _lastId;

    [Fact]
    public void A_session_goes_from_new_over_checking_to_connected()
    {
        Assert.Equal(IceState.New, _agent.State);
        Assert.Null(_agent.SelectedAddress);

        Assert.Equal(IceOutcome.Answered, Send(new Check()));
        Assert.Equal(IceState.Checking, _agent.State);
        Assert.Null(_agent.SelectedAddress);
        Assert.True(_agent.IsValidated(Browser));
        Assert.False(_agent.IsValidated(Elsewhere));

        Assert.Equal(IceOutcome.PathSelected, Send(new Check { UseCandidate = true }));
        Assert.Equal(IceState.Connected, _agent.State);
        Assert.Equal(Browser, _agent.SelectedAddress);
        Assert.Equal(IceOutcome.Answered, Send(new Check { UseCandidate = true }));
    }

    [Theory]
    [InlineData("198.51.100.7")]
    [InlineData("2001:db8::9")]
    public void The_response_tells_the_peer_its_address_and_is_protected(string address)
    {
        TransportAddress from = TransportAddress.From(IPAddress.Parse(address), 50000);
        Send(new Check { Id = new TransactionId(7, 9) }, from);

        Assert.True(StunMessage.TryParse(Response, out StunMessage response));
        Assert.Equal(StunClass.SuccessResponse, response.Class);
        Assert.Equal(new TransactionId(7, 9), response.TransactionId);
        Assert.True(response.TryGetXorMappedAddress(out TransportAddress mapped));
        Assert.Equal(from, mapped);
        Assert.True(response.VerifyIntegrity(Check.Server.PasswordBytes));
        Assert.True(response.HasFingerprint);
    }

    [Fact]
    public void A_check_without_fingerprint_is_still_genuine() =>
        Assert.Equal(IceOutcome.Answered, Send(new Check { Fingerprint = false }));

    [Fact]
    public void A_stranger_gets_no_answer()
    {
        AssertDropped(new Check { Password = null }, IceDropReason.NoIntegrity);
        AssertDropped(new Check { Password = "wrongwrongwrongwrongwron" }, IceDropReason.BadIntegrity);
        AssertDropped(new Check { Ufrag = "strangeR" }, IceDropReason.UnknownUser);
        AssertDropped(new Check { Ufrag = Check.Server.Ufrag[..4] }, IceDropReason.UnknownUser);
        AssertDropped(new Check { Ufrag = null }, IceDropReason.UnknownUser);
        AssertDropped(new Check { Class = StunClass.SuccessResponse }, IceDropReason.UnexpectedResponse);
        AssertDropped(new Check { Class = StunClass.ErrorResponse }, IceDropReason.UnexpectedResponse);
        AssertDropped(new Check { Method = (StunMethod)3 }, IceDropReason.UnexpectedMethod);
        Assert.Equal(IceState.New, _agent.State);
        Assert.Equal(0, _agent.ValidatedCount);
    }

    [Fact]
    public void An_oversized_check_is_dropped()
    {
        byte[] check = [.. new Check().ToBytes(), .. new byte[StunMessage.MaxLength]];
        Assert.Equal(IceOutcome.Dropped, Send(check, Browser));
        Assert.Equal(1u, _agent.Drops(IceDropReason.Malformed));
    }

    [Fact]
    public void A_check_cut_at_any_byte_is_dropped_and_counted()
    {
        byte[] check = new Check { UseCandidate = true }.ToBytes();
        for (int length = 0; length < check.Length; length++)
        {
            Assert.Equal(IceOutcome.Dropped, Send(check[..length], Browser));
        }

        Assert.Equal((uint)check.Length, _agent.Drops(IceDropReason.Malformed));
        Assert.Equal(IceState.New, _agent.State);
    }

    [Fact]
    public void An_indication_gets_no_answer_and_proves_nothing()
    {
        Assert.Equal(IceOutcome.KeptAlive, Send(new Check { Class = StunClass.Indication }));
        Assert.Equal(0, _responseLength);
        Assert.Equal(IceState.New, _agent.State);
    }

    [Fact]
    public void Unknown_comprehension_required_attributes_are_named_in_the_refusal()
    {
        Assert.Equal(IceOutcome.Refused, Send(new Check { Unknown = [0x7001, 0x8001, 0x0019] }));
        StunMessage response = AssertError(StunErrorCode.UnknownAttribute);
        Assert.True(response.TryFind(StunAttributeType.UnknownAttributes, out ReadOnlySpan<byte> unknown));
        Assert.Equal([0x70, 0x01, 0x00, 0x19], unknown.ToArray());
        Assert.Equal(0, _agent.ValidatedCount);
    }

    [Fact]
    public void The_largest_refusal_fits_the_promised_length()
    {
        Assert.Equal(IceOutcome.Refused, Send(new Check { Unknown = [.. Enumerable.Range(0x7000, 40).Select(i => (ushort)i)] }));
        Assert.Equal(IceLiteAgent.MaxResponseLength, _responseLength);
    }

    [Fact]
    public void A_check_without_priority_is_a_bad_request()
    {
        Assert.Equal(IceOutcome.Refused, Send(new Check { Priority = null }));
        AssertError(StunErrorCode.BadRequest);
    }

    [Fact]
    public void A_peer_that_wants_to_be_controlled_is_told_to_switch()
    {
        Assert.Equal(IceOutcome.Refused, Send(new Check { Controlled = true, UseCandidate = true }));
        AssertError(StunErrorCode.RoleConflict);
        Assert.Null(_agent.SelectedAddress);

        Assert.Equal(IceOutcome.PathSelected, Send(new Check { UseCandidate = true }));
    }

    [Fact]
    public void A_retransmitted_check_is_answered_again()
    {
        Check check = new() { Id = new TransactionId(5, 5), UseCandidate = true };
        Assert.Equal(IceOutcome.PathSelected, Send(check));
        int first = _responseLength;
        Assert.Equal(IceOutcome.Answered, Send(check));
        Assert.Equal(first, _responseLength);
    }

    [Fact]
    public void A_recorded_check_sent_from_another_address_does_not_draw_the_stream_there()
    {
        Check recorded = new() { Id = new TransactionId(5, 5), UseCandidate = true };
        Send(recorded);
        for (int i = 1; i < CheckHistory.Capacity; i++)
        {
            Send(new Check());
        }

        Assert.Equal(IceOutcome.Dropped, Send(recorded, Elsewhere));
        Assert.Equal(0, _responseLength);
        Assert.Equal(1u, _agent.Drops(IceDropReason.Replayed));
        Assert.Equal(Browser, _agent.SelectedAddress);
        Assert.False(_agent.IsValidated(Elsewhere));

        Send(new Check());
        Assert.Equal(IceOutcome.PathMoved, Send(recorded, Elsewhere));
    }

    [Fact]
    public void A_recorded_check_does_not_move_the_stream_back()
    {
        Check recorded = new() { Id = new TransactionId(5, 5), UseCandidate = true };
        Send(recorded);
        Send(new Check { UseCandidate = true }, Elsewhere);
        Assert.Equal(IceOutcome.Answered, Send(recorded));
        Assert.Equal(Elsewhere, _agent.SelectedAddress);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Authentic_reports_on_the_selected_path_keep_the_consent_alive(bool isSelected)
    {
        Send(new Check { UseCandidate = true });
        for (int second = 0; second < 60; second++)
        {
            _now += TimeSpan.FromSeconds(1);
            _agent.RenewConsent(isSelected ? Browser : Elsewhere, _now);
            _agent.HandleTimeout(_now);
        }

        Assert.Equal(isSelected ? IceState.Connected : IceState.Failed, _agent.State);
    }

    [Fact]
    public void A_recorded_check_does_not_keep_the_consent_alive()
    {
        Check recorded = new() { Id = new TransactionId(5, 5), UseCandidate = true };
        Send(recorded);
        for (int second = 0; second < 29; second++)
        {
            _now += TimeSpan.FromSeconds(1);
            Assert.Equal(IceOutcome.Answered, Send(recorded));
        }

        _now += TimeSpan.FromSeconds(1);
        _agent.HandleTimeout(_now);
        Assert.Equal(IceFailure.ConsentExpired, _agent.Failure);
    }

    [Fact]
    public void A_later_nomination_moves_the_path()
    {
        Send(new Check { UseCandidate = true });
        Assert.Equal(IceOutcome.Answered, Send(new Check(), Elsewhere));
        Assert.Equal(Browser, _agent.SelectedAddress);
        Assert.Equal(IceOutcome.PathMoved, Send(new Check { UseCandidate = true }, Elsewhere));
        Assert.Equal(Elsewhere, _agent.SelectedAddress);
        Assert.Equal(IceState.Connected, _agent.State);
        Assert.True(_agent.IsValidated(Browser));
    }

    [Fact]
    public void A_nomination_that_is_not_genuine_moves_nothing()
    {
        Send(new Check { UseCandidate = true });
        Assert.Equal(IceOutcome.Dropped, Send(new Check { UseCandidate = true, Password = null }, Elsewhere));
        Assert.Equal(IceOutcome.Dropped, Send(new Check { UseCandidate = true, Password = new string('x', 24) }, Elsewhere));
        Assert.Equal(Browser, _agent.SelectedAddress);
    }

    [Fact]
    public void With_aggressive_nomination_the_best_path_wins_in_any_order()
    {
        Send(new Check { UseCandidate = true, Priority = 100 });
        Assert.Equal(IceOutcome.PathMoved, Send(new Check { UseCandidate = true, Priority = 200 }, Elsewhere));
        for (int i = 0; i < 10; i++)
        {
            _now += TimeSpan.FromSeconds(2.5);
            Assert.Equal(IceOutcome.Answered, Send(new Check { UseCandidate = true, Priority = 200 }, Elsewhere));
            Assert.Equal(IceOutcome.Answered, Send(new Check { UseCandidate = true, Priority = 100 }));
        }

        Assert.Equal(Elsewhere, _agent.SelectedAddress);
    }

    [Fact]
    public void A_worse_path_is_taken_once_the_better_one_is_no_longer_nominated()
    {
        Send(new Check { UseCandidate = true, Priority = 200 });
        _now += Timeouts.NominationHold - TimeSpan.FromTicks(1);
        Assert.Equal(IceOutcome.Answered, Send(new Check { UseCandidate = true, Priority = 100 }, Elsewhere));
        _now += TimeSpan.FromTicks(1);
        Assert.Equal(IceOutcome.PathMoved, Send(new Check { UseCandidate = true, Priority = 100 }, Elsewhere));
    }

    [Fact]
    public void Addresses_are_remembered_up_to_the_limit_and_the_selected_one_always()
    {
        Send(new Check { UseCandidate = true });
        for (ushort port = 1; port <= 3 * RemotePathTable.MaxPaths; port++)
        {
            _now += TimeSpan.FromMilliseconds(1);
            Assert.Equal(IceOutcome.Answered, Send(new Check(), Browser with { Port = port }));
        }

        Assert.Equal(RemotePathTable.MaxPaths, _agent.ValidatedCount);
        Assert.True(_agent.IsValidated(Browser));
        Assert.True(_agent.IsValidated(Browser with { Port = 3 * RemotePathTable.MaxPaths }));
        Assert.False(_agent.IsValidated(Browser with { Port = 1 }));
    }

    [Fact]
    public void Without_a_nomination_the_session_fails_in_time()
    {
        Assert.Equal(MonotonicTime.Zero + Timeouts.Connect, _agent.NextTimeout);
        Send(new Check());
        _now = _agent.NextTimeout - TimeSpan.FromTicks(1);
        _agent.HandleTimeout(_now);
        Assert.Equal(IceState.Checking, _agent.State);

        _now = _agent.NextTimeout;
        _agent.HandleTimeout(_now);
        Assert.Equal(IceState.Failed, _agent.State);
        Assert.Equal(IceFailure.ConnectTimeout, _agent.Failure);
        Assert.Equal(MonotonicTime.Never, _agent.NextTimeout);
    }

    [Fact]
    public void Silence_is_reported_and_a_check_ends_it()
    {
        Send(new Check { UseCandidate = true });
        Assert.Equal(_now + Timeouts.Disconnect, _agent.NextTimeout);
        _now = _agent.NextTimeout;
        _agent.HandleTimeout(_now);
        Assert.Equal(IceState.Disconnected, _agent.State);

        Send(new Check());
        Assert.Equal(IceState.Connected, _agent.State);
        Assert.Equal(_now + Timeouts.Disconnect, _agent.NextTimeout);
    }

    [Fact]
    public void Consent_expires_when_the_selected_path_falls_silent()
    {
        Send(new Check { UseCandidate = true });
        for (int second = 1; second < 30; second++)
        {
            // Checks on another path, indications and forgeries are not consent for the selected one.
            _now += TimeSpan.FromSeconds(1);
            Send(new Check(), Elsewhere);
            Send(new Check { Class = StunClass.Indication });
            Send(new Check { Password = null });
        }

        Assert.Equal(IceState.Disconnected, _agent.State);
        _now = _agent.NextTimeout;
        Assert.Equal(MonotonicTime.Zero + Timeouts.Consent, _now);
        _agent.HandleTimeout(_now);
        Assert.Equal(IceFailure.ConsentExpired, _agent.Failure);
    }

    [Fact]
    public void A_check_after_the_deadline_does_not_revive_the_session()
    {
        Send(new Check { UseCandidate = true });
        _now += Timeouts.Consent;
        Assert.Equal(IceOutcome.Dropped, Send(new Check { UseCandidate = true }));
        Assert.Equal(IceState.Failed, _agent.State);
        Assert.Equal(1u, _agent.Drops(IceDropReason.AgentFailed));
    }

    [Fact]
    public void Answering_a_check_allocates_nothing()
    {
        byte[] first = new Check { Id = new TransactionId(1, 1), UseCandidate = true }.ToBytes();
        byte[] second = new Check { Id = new TransactionId(1, 2), UseCandidate = true }.ToBytes();
        Send(first, Browser);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _agent.HandleDatagram(second, Browser, _now, _response, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private ReadOnlySpan<byte> Response => _response.AsSpan(0, _responseLength);

    private IceOutcome Send(Check check, TransportAddress? from = null)
    {
        Check unique = check.Id == new TransactionId(1, 1) ? check with { Id = new TransactionId(2, ++_lastId) } : check;
        return Send(unique.ToBytes(), from ?? Browser);
    }

    private IceOutcome Send(byte[] datagram, TransportAddress from) =>
        _agent.HandleDatagram(datagram, from, _now, _response, out _responseLength);

    private void AssertDropped(Check check, IceDropReason reason)
    {
        uint before = _agent.Drops(reason);
        Assert.Equal(IceOutcome.Dropped, Send(check));
        Assert.Equal(0, _responseLength);
        Assert.Equal(before + 1, _agent.Drops(reason));
    }

    private StunMessage AssertError(StunErrorCode code)
    {
        Assert.True(StunMessage.TryParse(Response, out StunMessage response));
        Assert.Equal(StunClass.ErrorResponse, response.Class);
        Assert.True(response.TryGetErrorCode(out int actual));
        Assert.Equal((int)code, actual);
        Assert.True(response.VerifyIntegrity(Check.Server.PasswordBytes));
        return response;
    }
}
