using Vod.Media.Srtp;

namespace Vod.Media.Tests.Srtp;

public sealed class SrtpSenderTests
{
    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void Without_room_for_the_tag_nothing_is_written(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        byte[] rtp = [.. SrtpSession.Rtp(1), .. new byte[profile.RtpOverhead() - 1]];
        byte[] rtcp = [.. SrtpSession.Rtcp(), .. new byte[profile.RtcpOverhead() - 1]];
        byte[] before = [.. rtp];

        Assert.Equal(SrtpStatus.BufferTooSmall, session.Sender.Protect(rtp, 42, out int length));
        Assert.Equal(0, length);
        Assert.Equal(before, rtp);
        Assert.Equal(SrtpStatus.BufferTooSmall, session.Sender.ProtectRtcp(rtcp, 28, out _));
    }

    [Fact]
    public void The_number_of_streams_is_limited_and_known_ones_go_on()
    {
        using SrtpSession session = new(SrtpProfile.AeadAes128Gcm);
        for (uint ssrc = 0; ssrc < SrtpSender.MaxStreams; ssrc++)
        {
            session.Protect(SrtpSession.Rtp(1, ssrc));
        }

        byte[] buffer = [.. SrtpSession.Rtp(1, 100), .. new byte[20]];
        Assert.Equal(SrtpStatus.TooManyStreams, session.Sender.Protect(buffer, 42, out _));
        Assert.Equal(SrtpStatus.TooManyStreams, session.Sender.ProtectRtcp([.. SrtpSession.Rtcp(100), .. new byte[20]], 28, out _));
        session.Protect(SrtpSession.Rtp(2, 0));
    }

    [Fact]
    public void The_last_rtp_index_of_a_key_is_used_and_none_after_it()
    {
        using SrtpSession session = new(SrtpProfile.AeadAes128Gcm);
        session.Sender.Resume(0xCAFE, nextRtpIndex: SrtpIndex.Last, nextRtcpIndex: 0);
        session.Protect(SrtpSession.Rtp(SrtpIndex.Last));
        byte[] buffer = [.. SrtpSession.Rtp(SrtpIndex.Last + 1), .. new byte[20]];

        Assert.Equal(SrtpStatus.KeyExhausted, session.Sender.Protect(buffer, 42, out _));
        Assert.Equal(SrtpStatus.KeyExhausted, session.Sender.Protect(buffer, 42, out _));
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void The_last_rtcp_index_of_a_key_is_used_and_none_after_it(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        session.Sender.Resume(0xCAFE, nextRtpIndex: 0, nextRtcpIndex: SrtpIndex.LastRtcp);
        Assert.Equal(SrtpStatus.Ok, session.UnprotectRtcp(session.ProtectRtcp(SrtpSession.Rtcp()), out _));
        byte[] buffer = [.. SrtpSession.Rtcp(), .. new byte[20]];

        Assert.Equal(SrtpStatus.KeyExhausted, session.Sender.ProtectRtcp(buffer, 28, out _));
    }

    [Fact]
    public void A_sequence_number_from_before_the_stream_began_is_refused()
    {
        using SrtpSession session = new(SrtpProfile.AeadAes128Gcm);
        session.Protect(SrtpSession.Rtp(3));

        Assert.Equal(SrtpStatus.Replayed, session.Sender.Protect([.. SrtpSession.Rtp(65_530), .. new byte[20]], 42, out _));
    }
}
