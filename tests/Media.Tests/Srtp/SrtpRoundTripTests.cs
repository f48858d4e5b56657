using Vod.Media.Srtp;

namespace Vod.Media.Tests.Srtp;

public sealed class SrtpRoundTripTests
{
    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void What_was_protected_opens_to_the_same_bytes(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        for (int payload = 0; payload < 100; payload++)
        {
            byte[] packet = SrtpSession.Rtp(payload, payloadLength: payload);
            byte[] wire = session.Protect(packet);

            Assert.Equal(packet.Length + profile.RtpOverhead(), wire.Length);
            Assert.Equal(packet[..12], wire[..12]);
            Assert.Equal(SrtpStatus.Ok, session.Unprotect(wire, out byte[] plain));
            Assert.Equal(packet, plain);
        }
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void Csrc_list_and_extension_stay_in_the_clear_and_are_authenticated(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        byte[] header = [0x92, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 1, 1, 1, 1, 2, 2, 2, 2, 0xBE, 0xDE, 0, 1, 0x10, 5, 0, 0];
        byte[] packet = [.. header, .. "payload"u8];
        byte[] wire = session.Protect(packet);

        Assert.Equal(header, wire[..header.Length]);
        Assert.NotEqual(packet[header.Length..], wire[header.Length..packet.Length]);
        byte[] forged = [.. wire];
        forged[25] ^= 1;
        Assert.Equal(SrtpStatus.AuthenticationFailed, session.Unprotect(forged, out _));
        Assert.Equal(SrtpStatus.Ok, session.Unprotect(wire, out byte[] plain));
        Assert.Equal(packet, plain);
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void Rtcp_opens_to_the_same_bytes_and_counts_its_index_up_from_zero(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        for (uint index = 0; index < 20; index++)
        {
            byte[] packet = SrtpSession.Rtcp(length: 8 + (int)index);
            byte[] wire = session.ProtectRtcp(packet);

            Assert.Equal(packet.Length + profile.RtcpOverhead(), wire.Length);
            int word = profile == SrtpProfile.AeadAes128Gcm ? wire.Length - 4 : wire.Length - 14;
            Assert.Equal([0x80, 0, 0, (byte)index], wire[word..(word + 4)]);
            Assert.Equal(SrtpStatus.Ok, session.UnprotectRtcp(wire, out byte[] plain));
            Assert.Equal(packet, plain);
        }
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void Streams_of_one_session_do_not_share_their_counters(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        byte[] video = session.Protect(SrtpSession.Rtp(100, ssrc: 1));
        byte[] retransmission = session.Protect(SrtpSession.Rtp(100, ssrc: 2));
        byte[] report = session.ProtectRtcp(SrtpSession.Rtcp(ssrc: 2));

        Assert.NotEqual(video[12..42], retransmission[12..42]);
        Assert.Equal(SrtpStatus.Ok, session.Unprotect(retransmission, out _));
        Assert.Equal(SrtpStatus.Ok, session.Unprotect(video, out _));
        Assert.Equal(SrtpStatus.Ok, session.UnprotectRtcp(report, out _));
        Assert.Equal(2, session.Receiver.StreamCount);
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void Seventy_thousand_packets_with_retransmissions_pass_the_wrap(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        const int First = 1000;
        const int Behind = 50;
        byte[] delayed = [];
        for (int number = First; number < First + 70_000; number++)
        {
            byte[] packet = SrtpSession.Rtp(number);
            byte[] wire = session.Protect(packet);
            if (number % 1000 == 535)
            {
                // The path loses this one; it is sent again later, which near 65,535 is on the other side of the wrap.
                delayed = wire;
                continue;
            }

            Assert.Equal(SrtpStatus.Ok, session.Unprotect(wire, out byte[] plain));
            Assert.Equal(packet, plain);
            if (number % 1000 == 535 + Behind && delayed.Length > 0)
            {
                byte[] lost = SrtpSession.Rtp(number - Behind);
                Assert.Equal(delayed, session.Protect(lost));
                Assert.Equal(SrtpStatus.Ok, session.Unprotect(delayed, out plain));
                Assert.Equal(lost, plain);
            }
        }
    }

    [Fact]
    public void A_retransmission_across_the_wrap_has_the_old_rollover_counter_and_moves_nothing()
    {
        using SrtpSession session = new(SrtpProfile.AeadAes128Gcm);
        byte[] before = session.Protect(SrtpSession.Rtp(30_000));
        before = session.Protect(SrtpSession.Rtp(60_000));
        before = session.Protect(SrtpSession.Rtp(65_535));
        byte[] after = session.Protect(SrtpSession.Rtp(65_536));

        Assert.Equal(before, session.Protect(SrtpSession.Rtp(65_535)));
        Assert.Equal(after, session.Protect(SrtpSession.Rtp(65_536)));
        Assert.NotEqual(after[12..], session.Protect(SrtpSession.Rtp(131_072))[12..]);
    }

    [Theory, MemberData(nameof(SrtpSession.Profiles), MemberType = typeof(SrtpSession))]
    internal void Ten_thousand_packets_each_way_allocate_nothing(SrtpProfile profile)
    {
        using SrtpSession session = new(profile);
        byte[] rtp = [.. SrtpSession.Rtp(0, payloadLength: 1100), .. new byte[SrtpProfileParameters.MaxOverhead]];
        byte[] rtcp = [.. SrtpSession.Rtcp(length: 60), .. new byte[SrtpProfileParameters.MaxOverhead]];
        int failures = 0;
        void Exchange(int from, int count)
        {
            for (int number = from; number < from + count; number++)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(rtp.AsSpan(2), (ushort)number);
                failures += session.Sender.Protect(rtp, 1112, out int length) == SrtpStatus.Ok ? 0 : 1;
                failures += session.Receiver.Unprotect(rtp, length, out _) == SrtpStatus.Ok ? 0 : 1;
                failures += session.Sender.ProtectRtcp(rtcp, 60, out length) == SrtpStatus.Ok ? 0 : 1;
                failures += session.Receiver.UnprotectRtcp(rtcp, length, out _) == SrtpStatus.Ok ? 0 : 1;
                // Forged and repeated ones must cost nothing either.
                failures += session.Receiver.Unprotect(rtp, 1112, out _) == SrtpStatus.Ok ? 1 : 0;
            }
        }

        int from = 0;

        Assert.Equal(0, Allocation.Of(() => Exchange((from += 2000) - 2000, 2000)));
        Assert.Equal(0, failures);
    }
}
