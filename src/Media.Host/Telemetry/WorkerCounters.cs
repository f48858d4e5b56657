using Vod.Media.Host.Udp;
using Vod.Media.Ice;
using Vod.Media.Peer;

namespace Vod.Media.Host.Telemetry;

/// <summary>
/// What one worker has done. Written by its thread without locks or interlocked operations; read by <see cref="WorkerMetrics"/> whenever it is asked, so a packet costs an
/// addition.
/// </summary>
/// <param name="worker">The label of the worker.</param>
/// <param name="loop">Measures its rounds.</param>
internal sealed class WorkerCounters(KeyValuePair<string, object?> worker, LoopMeter loop)
{
    private readonly long[] _drops = new long[Enum.GetValues<DropReason>().Length];
    private readonly long[] _sentDatagrams = new long[Enum.GetValues<DatagramKind>().Length];
    private readonly long[] _sentBytes = new long[Enum.GetValues<DatagramKind>().Length];
    private long _leadTicks;
    private long _received;
    private long _sendFailures;
    private long _defects;

    /// <summary>The label of the worker.</summary>
    public KeyValuePair<string, object?> Worker => worker;

    /// <summary>Its rounds.</summary>
    public LoopMeter Loop => loop;

    /// <summary>What its peers have counted together, those included that are gone.</summary>
    public PeerCounters Peers { get; } = new();

    /// <summary>How much before its time media is sent at most.</summary>
    public TimeSpan Lead
    {
        get => new(Volatile.Read(ref _leadTicks));
        set => _leadTicks = value.Ticks;
    }

    /// <summary>Datagrams received.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Datagrams the socket did not take.</summary>
    public long SendFailures => Volatile.Read(ref _sendFailures);

    /// <summary>Sessions ended by a defect.</summary>
    public long Defects => Volatile.Read(ref _defects);

    /// <summary>Datagrams dropped before they reached a session.</summary>
    public long Drops(DropReason reason) => Volatile.Read(ref _drops[(int)reason]);

    /// <summary>Datagrams of one kind handed to the socket.</summary>
    public long SentDatagrams(DatagramKind kind) => Volatile.Read(ref _sentDatagrams[(int)kind]);

    /// <summary>UDP payload bytes of those.</summary>
    public long SentBytes(DatagramKind kind) => Volatile.Read(ref _sentBytes[(int)kind]);

    /// <summary>Counts a received datagram.</summary>
    public void CountReceived() => _received++;

    /// <summary>Counts a datagram that reached no session.</summary>
    public void CountDrop(DropReason reason) => _drops[(int)reason]++;

    /// <summary>Counts the datagrams of a batch that was sent. Encryption leaves the bytes that tell their kind readable (RFC 3711 section 3.1, RFC 7983).</summary>
    public void CountSent(SendBatch batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            if (batch.Outcome(i) == SendOutcome.Sent)
            {
                ReadOnlySpan<byte> datagram = batch.Datagram(i);
                int kind = (int)DatagramClassifier.Classify(datagram);
                _sentDatagrams[kind]++;
                _sentBytes[kind] += datagram.Length;
            }
            else
            {
                _sendFailures++;
            }
        }
    }

    /// <summary>Counts a session that was ended because of a defect.</summary>
    public void CountDefect() => _defects++;
}
