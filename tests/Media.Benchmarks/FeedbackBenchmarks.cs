using System.Text;
using BenchmarkDotNet.Attributes;
using Vod.Media.Ice;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Benchmarks;

/// <summary>What a viewer sends while it watches: consent checks and reports.</summary>
public class FeedbackBenchmarks
{
    private const uint Priority = 1845506815;
    private static readonly TransportAddress Viewer = TransportAddress.FromIPv4(0x7F00_0001, 40_000);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(2.5);

    private readonly byte[] _check = new byte[StunMessage.MaxLength];
    private readonly byte[] _response = new byte[IceLiteAgent.MaxResponseLength];
    private readonly byte[] _compound = new byte[RtpPacketBudget.MaxDatagram];
    private byte[] _ufrag = [];
    private byte[] _password = [];
    private IceLiteAgent _agent = null!;
    private MonotonicTime _now = MonotonicTime.Zero;
    private ulong _transaction;
    private int _compoundLength;

    [GlobalSetup]
    public void Prepare()
    {
        byte[] random = new byte[IceCredentials.RandomLength];
        new Random(1).NextBytes(random);
        IceCredentials credentials = IceCredentials.FromRandom(random);
        _ufrag = Encoding.ASCII.GetBytes(credentials.Ufrag);
        _password = Encoding.ASCII.GetBytes(credentials.Password);
        _agent = new IceLiteAgent(credentials, IceTimeouts.Default, _now);
        _compoundLength = WriteCompound();
    }

    /// <summary>The viewer's half is in it too: a check counts only once.</summary>
    [Benchmark]
    public int Write_and_answer_STUN_check()
    {
        _now += CheckInterval;
        StunWriter writer = new(_check, StunClass.Request, StunMethod.Binding, new TransactionId(1, ++_transaction));
        writer.AddUsername(_ufrag, "peer"u8);
        writer.AddIceControlling(1);
        writer.AddUseCandidate();
        writer.AddPriority(Priority);
        writer.AddMessageIntegrity(_password);
        writer.AddFingerprint();
        _agent.HandleDatagram(_check.AsSpan(0, writer.Length), Viewer, _now, _response, out int length);
        return length > 0 ? length : throw new InvalidOperationException("the check was not answered");
    }

    /// <summary>A receiver report and a NACK in one datagram.</summary>
    [Benchmark]
    public int Parse_RTCP_compound()
    {
        int found = 0;
        RtcpReader reader = new(_compound.AsSpan(0, _compoundLength));
        while (reader.TryRead(out RtcpPacket packet))
        {
            ReportBlockReader blocks = packet.ReportBlocks;
            while (blocks.TryRead(out ReportBlock block))
            {
                found += block.FractionLost;
            }

            NackReader nacks = packet.Nacks;
            while (nacks.TryRead(out SequenceNumber number))
            {
                found += number.Value;
            }
        }

        return found > 0 ? found : throw new InvalidOperationException("nothing was read");
    }

    private int WriteCompound()
    {
        RtcpWriter writer = new(_compound);
        writer.ReceiverReport(new Ssrc(9), [new ReportBlock { Source = new Ssrc(1), FractionLost = 3 }, new ReportBlock { Source = new Ssrc(2) }]);
        writer.Nack(new Ssrc(9), new Ssrc(1), [new SequenceNumber(100), new SequenceNumber(101), new SequenceNumber(107), new SequenceNumber(200)]);
        return writer.Size;
    }
}
