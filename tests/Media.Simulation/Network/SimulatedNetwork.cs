using Vod.Media.Timing;

namespace Vod.Media.Simulation.Network;

/// <summary>A path between two ends on virtual time. The same seed loses, doubles and delays the same datagrams.</summary>
internal sealed class SimulatedNetwork(PathConditions conditions, Random random)
{
    // IPv4 and UDP.
    private const int HeaderSize = 28;
    private readonly PriorityQueue<Datagram, (MonotonicTime At, long Order)> _underWay = new();
    private long _order;

    public MonotonicTime NextArrival => _underWay.TryPeek(out _, out (MonotonicTime At, long Order) next) ? next.At : MonotonicTime.Never;

    public int Lost { get; private set; }

    public void Send(bool toServer, TransportAddress from, ReadOnlySpan<byte> bytes, MonotonicTime now)
    {
        if (random.NextDouble() < conditions.Loss)
        {
            Lost++;
            return;
        }

        MonotonicTime through = now;
        if (!toServer && conditions.Bottleneck is { } link && !link.TryPass(bytes.Length + HeaderSize, now, out through))
        {
            Lost++;
            return;
        }

        int copies = random.NextDouble() < conditions.Duplication ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            MonotonicTime at = through + conditions.Delay + (conditions.Jitter * random.NextDouble());
            _underWay.Enqueue(new(toServer, from, bytes.ToArray()), (at, _order++));
        }
    }

    public bool TryReceive(MonotonicTime now, out Datagram datagram)
    {
        datagram = default;
        return NextArrival <= now && _underWay.TryDequeue(out datagram, out _);
    }

    internal readonly record struct Datagram(bool ToServer, TransportAddress From, byte[] Bytes);
}
