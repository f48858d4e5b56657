using Vod.Media.Host.Udp;
using Vod.Media.Ice;
using Vod.Media.Simulation.Browser;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Workers;

/// <summary>
/// A socket with a scripted browser behind it. Everything runs on the thread of the worker: waiting moves the clock, sending reaches the browser at once. What the worker
/// allocates between two calls is its own and is counted.
/// </summary>
internal sealed class SimulatedSocket(VirtualTime time, ScriptedBrowser browser) : IDatagramSocket
{
    private readonly Queue<(byte[] Bytes, TransportAddress From)> _arrivals = new();
    private readonly ManualResetEventSlim _over = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long[] _bytesSent = new long[Enum.GetValues<DatagramKind>().Length];
    private long _allocatedBefore;
    private int _batchesOfRound;

    public ushort Port => 31001;

    /// <summary>How much later than asked for a wait ends.</summary>
    public TimeSpan Oversleeps { get; init; }

    /// <summary>How long it takes to send a datagram.</summary>
    public TimeSpan SendingTakes { get; init; }

    /// <summary>What becomes of the datagrams of one kind; all others are sent. Null is none.</summary>
    public (DatagramKind Kind, SendOutcome Outcome)? Refuses { get; init; }

    /// <summary>Called in every round before the wait; true ends the simulation.</summary>
    public required Func<SimulatedSocket, bool> IsOver { get; init; }

    /// <summary>Completes when the simulation is over; the worker stands still from then on.</summary>
    public Task Reached => _reached.Task;

    public int Rounds { get; private set; }

    public int Sent { get; private set; }

    /// <summary>Datagrams that did not get away.</summary>
    public int Refused { get; private set; }

    /// <summary>The most batches with something in them that were sent between two waits.</summary>
    public int MostBatchesPerRound { get; private set; }

    /// <summary>Datagrams of the largest batch.</summary>
    public int LargestBatch { get; private set; }

    /// <summary>Bytes of managed memory that the worker has taken.</summary>
    public long Allocated { get; set; }

    public long BytesSent(DatagramKind kind) => _bytesSent[(int)kind];

    /// <summary>A datagram of a stranger arrives.</summary>
    public void Arrive(byte[] datagram, TransportAddress from) => _arrivals.Enqueue((datagram, from));

    public void Wait(TimeSpan atMost)
    {
        Enter();
        Rounds++;
        _batchesOfRound = 0;
        if (IsOver(this))
        {
            _reached.TrySetResult();
            _over.Wait();
            return;
        }

        MonotonicTime until = Rounds == 1 ? time.Now : MonotonicTime.Min(time.Now + atMost + Oversleeps, MonotonicTime.Max(time.Now, browser.NextTimeout));
        time.Now = MonotonicTime.Max(time.Now, until);
        Live();
        Leave();
    }

    public void Wake()
    {
    }

    public void Receive(ReceiveBatch batch)
    {
        Enter();
        batch.Clear();
        while (!batch.IsFull && _arrivals.TryDequeue(out (byte[] Bytes, TransportAddress From) arrival))
        {
            arrival.Bytes.CopyTo(batch.Slot(batch.Count));
            batch.Add(batch.Count, arrival.Bytes.Length, arrival.From);
        }

        Leave();
    }

    public void Send(SendBatch batch)
    {
        Enter();
        LargestBatch = Math.Max(LargestBatch, batch.Count);
        MostBatchesPerRound = Math.Max(MostBatchesPerRound, _batchesOfRound += batch.Count > 0 ? 1 : 0);
        for (int i = 0; i < batch.Count; i++)
        {
            batch.Decide(i, 1, Send(batch.Datagram(i)));
        }

        Collect();
        Leave();
    }

    public void Dispose() => _over.Dispose();

    /// <summary>Lets a worker go that stands still.</summary>
    public void Release() => _over.Set();

    private SendOutcome Send(ReadOnlySpan<byte> datagram)
    {
        DatagramKind kind = DatagramClassifier.Classify(datagram);
        time.Now += SendingTakes;
        if (kind == Refuses?.Kind)
        {
            Refused++;
            return Refuses.Value.Outcome;
        }

        Sent++;
        _bytesSent[(int)kind] += datagram.Length;
        browser.HandleDatagram(datagram.ToArray(), time.Now);
        return SendOutcome.Sent;
    }

    private void Live()
    {
        // The first check is there together with the session.
        if (Rounds == 1)
        {
            browser.Start(time.Now);
        }

        browser.HandleTimeout(time.Now);
        Collect();
    }

    private void Collect()
    {
        while (browser.TryPollTransmit(out byte[] datagram, out TransportAddress from))
        {
            _arrivals.Enqueue((datagram, from));
        }
    }

    private void Enter() => Allocated += GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore;

    private void Leave() => _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
}
