using System.Net;
using Vod.Media.Ice;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Ice;

/// <summary>New credentials in mid-session: the old path carries the media until the new one is nominated (RFC 8445 section 9).</summary>
public sealed class IceRestartTests
{
    private static readonly TransportAddress Before = TransportAddress.From(IPAddress.Parse("198.51.100.7"), 50000);
    private static readonly TransportAddress After = TransportAddress.From(IPAddress.Parse("203.0.113.4"), 50001);
    private static readonly IceCredentials Second = Credentials(2);
    private static readonly IceCredentials Third = Credentials(3);

    private readonly IceLiteAgent _agent = new(Check.Server, IceTimeouts.Default, MonotonicTime.Zero);
    private readonly byte[] _response = new byte[IceLiteAgent.MaxResponseLength];
    private MonotonicTime _now = MonotonicTime.Zero;
    private int _responseLength;
    private ulong _lastId;

    [Fact]
    public void Both_credentials_are_good_until_the_new_ones_have_nominated_a_path()
    {
        Nominate(Check.Server, Before);

        Assert.True(Restart(Second));
        Assert.Equal(IceOutcome.Answered, Send(Check.Server, Before));
        Assert.Equal(IceOutcome.Answered, Send(Second, After));
        Assert.Equal((Check.Server.Key, Second.Key), (_agent.LocalUfrag, _agent.RestartedUfrag));
        Assert.Equal(Before, _agent.SelectedAddress);
        Assert.True(_agent.IsValidated(After));

        Assert.Equal(IceOutcome.PathMoved, Nominate(Second, After));
        Assert.Equal(After, _agent.SelectedAddress);
        Assert.Equal((Second.Key, (UfragKey?)null), (_agent.LocalUfrag, _agent.RestartedUfrag));
    }

    [Fact]
    public void The_old_credentials_are_forgotten_then()
    {
        Nominate(Check.Server, Before);
        Restart(Second);
        Nominate(Second, After);

        Assert.Equal(IceOutcome.Dropped, Nominate(Check.Server, Before));
        Assert.Equal(0, _responseLength);
        Assert.Equal(1u, _agent.Drops(IceDropReason.UnknownUser));
        Assert.Equal(After, _agent.SelectedAddress);
    }

    [Fact]
    public void Each_check_is_answered_with_the_password_it_was_made_with()
    {
        Restart(Second);

        Send(Check.Server, Before);
        Assert.True(Response().VerifyIntegrity(Check.Server.PasswordBytes));
        Send(Second, After);
        Assert.True(Response().VerifyIntegrity(Second.PasswordBytes));
    }

    [Fact]
    public void A_refusal_too_is_made_with_the_password_of_the_check()
    {
        Restart(Second);
        Assert.Equal(IceOutcome.Refused, Send(new Check { Ufrag = Second.Ufrag, Password = Second.Password, Controlled = true }, After));
        Assert.True(Response().VerifyIntegrity(Second.PasswordBytes));
    }

    [Fact]
    public void The_new_fragment_with_the_old_password_is_a_forgery()
    {
        Nominate(Check.Server, Before);
        Restart(Second);

        Assert.Equal(IceOutcome.Dropped, Send(new Check { Ufrag = Second.Ufrag, UseCandidate = true }, After));
        Assert.Equal(IceOutcome.Dropped, Send(new Check { Password = Second.Password, UseCandidate = true }, After));
        Assert.Equal(2u, _agent.Drops(IceDropReason.BadIntegrity));
        Assert.Equal(Before, _agent.SelectedAddress);
    }

    [Fact]
    public void The_new_path_wins_whatever_its_priority_and_even_at_once()
    {
        Nominate(Check.Server, Before, priority: 2000);
        Restart(Second);

        Assert.Equal(IceOutcome.PathMoved, Nominate(Second, After, priority: 1));
        Assert.Equal(After, _agent.SelectedAddress);
    }

    [Fact]
    public void After_the_first_nomination_priorities_count_again()
    {
        Nominate(Check.Server, Before);
        Restart(Second);
        Nominate(Second, After, priority: 2000);

        Assert.Equal(IceOutcome.Answered, Nominate(Second, Before, priority: 1));
        Assert.Equal(After, _agent.SelectedAddress);
    }

    [Fact]
    public void A_peer_that_stays_where_it_is_settles_the_restart_without_moving()
    {
        Nominate(Check.Server, Before);
        Restart(Second);

        Assert.Equal(IceOutcome.Answered, Nominate(Second, Before));
        Assert.Null(_agent.RestartedUfrag);
        Assert.Equal(IceOutcome.Dropped, Send(Check.Server, Before));
    }

    [Fact]
    public void A_session_restarted_before_its_first_nomination_takes_whichever_comes()
    {
        Send(Check.Server, Before);
        Restart(Second);

        Assert.Equal(IceOutcome.PathSelected, Nominate(Second, After));
        Assert.Equal(IceState.Connected, _agent.State);
        Assert.Equal(Second.Key, _agent.LocalUfrag);
    }

    [Fact]
    public void A_nomination_with_the_old_credentials_still_moves_the_path_and_settles_nothing()
    {
        Nominate(Check.Server, Before);
        Restart(Second);

        Assert.Equal(IceOutcome.PathMoved, Nominate(Check.Server, After));
        Assert.Equal(Second.Key, _agent.RestartedUfrag);
    }

    [Fact]
    public void A_second_restart_takes_the_place_of_one_that_was_not_used()
    {
        Nominate(Check.Server, Before);
        Restart(Second);
        _now += LocalCredentials.MinRestartInterval;

        Assert.True(Restart(Third));
        Assert.Equal(IceOutcome.Dropped, Send(Second, After));
        Assert.Equal(IceOutcome.Answered, Send(Check.Server, Before));
        Assert.Equal(IceOutcome.PathMoved, Nominate(Third, After));
    }

    [Fact]
    public void Restarts_that_come_too_fast_are_refused_and_change_nothing()
    {
        Assert.True(Restart(Second));
        _now += LocalCredentials.MinRestartInterval - TimeSpan.FromTicks(1);
        Assert.False(Restart(Third));
        Assert.Equal(Second.Key, _agent.RestartedUfrag);

        _now += TimeSpan.FromTicks(1);
        Assert.True(Restart(Third));
    }

    [Fact]
    public void A_restart_that_comes_to_nothing_leaves_the_session_to_its_old_path()
    {
        Nominate(Check.Server, Before);
        Restart(Second);
        for (int second = 0; second < 120; second += 5)
        {
            _now += TimeSpan.FromSeconds(5);
            Assert.Equal(IceOutcome.Answered, Send(Check.Server, Before));
        }

        Assert.Equal(IceState.Connected, _agent.State);
    }

    [Fact]
    public void Checks_on_the_new_path_are_no_consent_for_the_old_one()
    {
        Nominate(Check.Server, Before);
        Restart(Second);
        for (int second = 0; second < 29; second++)
        {
            _now += TimeSpan.FromSeconds(1);
            Assert.Equal(IceOutcome.Answered, Send(Second, After));
        }

        _now += TimeSpan.FromSeconds(1);
        _agent.HandleTimeout(_now);
        Assert.Equal(IceFailure.ConsentExpired, _agent.Failure);
    }

    [Fact]
    public void A_session_that_is_over_cannot_be_restarted()
    {
        _now += IceTimeouts.Default.Connect;

        Assert.False(Restart(Second));
        Assert.Equal(IceState.Failed, _agent.State);
        Assert.Null(_agent.RestartedUfrag);
    }

    private static IceCredentials Credentials(int seed)
    {
        byte[] bytes = new byte[IceCredentials.RandomLength];
        new Random(seed).NextBytes(bytes);
        return IceCredentials.FromRandom(bytes);
    }

    private bool Restart(IceCredentials fresh) => _agent.TryRestart(fresh, _now);

    private IceOutcome Nominate(IceCredentials credentials, TransportAddress from, uint priority = 1000) =>
        Send(new Check { Ufrag = credentials.Ufrag, Password = credentials.Password, UseCandidate = true, Priority = priority }, from);

    private IceOutcome Send(IceCredentials credentials, TransportAddress from) =>
        Send(new Check { Ufrag = credentials.Ufrag, Password = credentials.Password }, from);

    private IceOutcome Send(Check check, TransportAddress from) =>
        _agent.HandleDatagram((check with { Id = new TransactionId(2, ++_lastId) }).ToBytes(), from, _now, _response, out _responseLength);

    private StunMessage Response()
    {
        Assert.True(StunMessage.TryParse(_response.AsSpan(0, _responseLength), out StunMessage response));
        return response;
    }
}
