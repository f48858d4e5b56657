using Vod.Media.Srtp;

namespace Vod.Media.Tests.Srtp;

/// <summary>What arrives from the network and is not what our peer sent.</summary>
public sealed class SrtpHostileInputTests
{
    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void Every_truncation_is_refused(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        byte[] rtp = session.Protect(SrtpSession.Rtp(1));
        byte[] rtcp = session.ProtectRtcp(SrtpSession.Rtcp());
        for (int length = 0; length < rtp.Length; length++)
        {
            Assert.NotEqual(SrtpStatus.Ok, session.Unprotect(rtp[..length], out byte[] plain));
            Assert.Empty(plain);
        }

        for (int length = 0; length < rtcp.Length; length++)
        {
            Assert.NotEqual(SrtpStatus.Ok, session.UnprotectRtcp(rtcp[..length], out byte[] plain));
            Assert.Empty(plain);
        }

        Assert.Equal(0, session.Receiver.StreamCount);
        Assert.Equal(SrtpStatus.Ok, session.Unprotect(rtp, out _));
        Assert.Equal(SrtpStatus.Ok, session.UnprotectRtcp(rtcp, out _));
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void Every_flipped_bit_is_refused(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        byte[] rtp = session.Protect(SrtpSession.Rtp(1));
        byte[] rtcp = session.ProtectRtcp(SrtpSession.Rtcp());
        for (int bit = 0; bit < 8 * rtp.Length; bit++)
        {
            Assert.NotEqual(SrtpStatus.Ok, session.Unprotect(Flip(rtp, bit), out _));
        }

        for (int bit = 0; bit < 8 * rtcp.Length; bit++)
        {
            Assert.NotEqual(SrtpStatus.Ok, session.UnprotectRtcp(Flip(rtcp, bit), out _));
        }
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void Other_keys_are_refused(SrtpProfile profile)
    {
        using SrtpSession ours = new(profile);
        using SrtpSession theirs = new(profile, keySeed: 2);

        Assert.Equal(SrtpStatus.AuthenticationFailed, ours.Unprotect(theirs.Protect(SrtpSession.Rtp(1)), out _));
        Assert.Equal(SrtpStatus.AuthenticationFailed, ours.UnprotectRtcp(theirs.ProtectRtcp(SrtpSession.Rtcp()), out _));
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void A_replay_is_refused(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        byte[] rtp = session.Protect(SrtpSession.Rtp(1));
        byte[] rtcp = session.ProtectRtcp(SrtpSession.Rtcp());

        Assert.Equal(SrtpStatus.Ok, session.Unprotect(rtp, out _));
        Assert.Equal(SrtpStatus.Ok, session.UnprotectRtcp(rtcp, out _));
        Assert.Equal(SrtpStatus.Replayed, session.Unprotect(rtp, out _));
        Assert.Equal(SrtpStatus.Replayed, session.UnprotectRtcp(rtcp, out _));
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void A_packet_older_than_the_window_is_refused_and_the_oldest_in_it_is_not(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        byte[] tooOld = session.Protect(SrtpSession.Rtp(1000));
        byte[] oldest = session.Protect(SrtpSession.Rtp(1001));
        byte[] newest = session.Protect(SrtpSession.Rtp(1000 + ReplayWindow.Size));

        Assert.Equal(SrtpStatus.Ok, session.Unprotect(newest, out _));
        Assert.Equal(SrtpStatus.Replayed, session.Unprotect(tooOld, out _));
        Assert.Equal(SrtpStatus.Ok, session.Unprotect(oldest, out _));
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void A_forged_packet_moves_neither_window_nor_rollover_counter(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        Assert.Equal(SrtpStatus.Ok, session.Unprotect(session.Protect(SrtpSession.Rtp(10)), out _));
        byte[] next = session.Protect(SrtpSession.Rtp(11));
        byte[] forged = [.. next];
        forged[2] = 0x70;

        Assert.Equal(SrtpStatus.AuthenticationFailed, session.Unprotect(forged, out _));
        Assert.Equal(SrtpStatus.Ok, session.Unprotect(next, out _));
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void A_flood_of_forged_ssrcs_takes_no_room(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        for (uint ssrc = 0; ssrc < 10_000; ssrc++)
        {
            byte[] forged = [.. SrtpSession.Rtp(1, ssrc), .. new byte[20]];
            Assert.Equal(SrtpStatus.AuthenticationFailed, session.Unprotect(forged, out _));
        }

        Assert.Equal(0, session.Receiver.StreamCount);
        Assert.Equal(SrtpStatus.Ok, session.Unprotect(session.Protect(SrtpSession.Rtp(1)), out _));
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void A_flood_of_authentic_ssrcs_ends_at_the_limit_and_known_ones_go_on(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        int opened = 0;
        for (uint batch = 0; batch < 4; batch++)
        {
            // A sender has a limit of its own, so several with the same keys act as the hostile peer.
            using SrtpSession peer = new(profile);
            for (uint ssrc = 0; ssrc < SrtpSender.MaxStreams; ssrc++)
            {
                byte[] wire = peer.Protect(SrtpSession.Rtp(5, (batch * 100) + ssrc));
                SrtpStatus status = session.Unprotect(wire, out _);
                Assert.Equal(opened < SrtpReceiver.MaxStreams ? SrtpStatus.Ok : SrtpStatus.TooManyStreams, status);
                opened += status == SrtpStatus.Ok ? 1 : 0;
            }
        }

        using SrtpSession first = new(profile);
        Assert.Equal(SrtpReceiver.MaxStreams, session.Receiver.StreamCount);
        Assert.Equal(SrtpStatus.TooManyStreams, session.UnprotectRtcp(first.ProtectRtcp(SrtpSession.Rtcp(ssrc: 999)), out _));
        Assert.Equal(SrtpStatus.Ok, session.Unprotect(first.Protect(SrtpSession.Rtp(6, ssrc: 0)), out _));
    }

    [Theory]
    [InlineData(new byte[] { 0x40, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7 })]
    [InlineData(new byte[] { 0x8F, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 1, 1, 1, 1 })]
    [InlineData(new byte[] { 0x90, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0xBE, 0xDE, 0 })]
    [InlineData(new byte[] { 0x90, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0xBE, 0xDE, 0, 2, 1, 2, 3, 4 })]
    [InlineData(new byte[] { 0x90, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0xBE, 0xDE, 0xFF, 0xFF, 1, 2, 3, 4 })]
    public void A_header_that_reaches_beyond_the_packet_is_malformed_on_both_sides(byte[] packet)
    {
        using SrtpSession session = new(SrtpProfile.AeadAes128Gcm);
        byte[] buffer = [.. packet, .. new byte[16]];

        Assert.Equal(SrtpStatus.Malformed, session.Unprotect(buffer, out _));
        Assert.Equal(SrtpStatus.Malformed, session.Sender.Protect(buffer, packet.Length, out _));
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void Unencrypted_srtcp_is_malformed(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        byte[] wire = session.ProtectRtcp(SrtpSession.Rtcp());
        wire[profile == SrtpProfile.AeadAes128Gcm ? ^4 : ^14] &= 0x7F;

        Assert.Equal(SrtpStatus.Malformed, session.UnprotectRtcp(wire, out _));
    }

    private static byte[] Flip(byte[] packet, int bit)
    {
        byte[] copy = [.. packet];
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    }
}
