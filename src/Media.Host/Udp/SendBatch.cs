namespace Vod.Media.Host.Udp;

/// <summary>
/// Datagrams that wait to be sent together, written one behind the other into one piece of memory that the garbage collector does not move. Of one worker; its socket reads it
/// during <see cref="IDatagramSocket.Send"/> and at no other time.
/// </summary>
internal sealed class SendBatch
{
    /// <summary>Room that is left for each datagram: more than any Ethernet MTU.</summary>
    public const int DatagramBytes = 2048;

    /// <summary>Most datagrams of one batch. What a call costs is spread over enough of them, and none waits for more than a fraction of a millisecond.</summary>
    public const int MaxDatagrams = 256;

    /// <summary>
    /// Most bytes of datagrams that may be handed over as one message to be cut up: what fits into a UDP datagram over IPv4 (65,535 less 20 of IP and 8 of UDP), which is the
    /// narrower of the two.
    /// </summary>
    public const int MaxRunBytes = 65_507;

    /// <summary>All datagrams of a batch: 216 of full size (1,200 bytes), and still at home in the cache of a core.</summary>
    private const int BufferBytes = 256 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
    private readonly int[] _offsets = new int[MaxDatagrams + 1];
    private readonly TransportAddress[] _destinations = new TransportAddress[MaxDatagrams];
    private readonly SendOutcome[] _outcomes = new SendOutcome[MaxDatagrams];

    /// <summary>Datagrams in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there is no room for one more datagram of <see cref="DatagramBytes"/>.</summary>
    public bool IsFull => Count == MaxDatagrams || _offsets[Count] > BufferBytes - DatagramBytes;

    /// <summary>Where to write the next datagram, <see cref="DatagramBytes"/> long. Only when the batch is not full.</summary>
    public Span<byte> Room => _buffer.AsSpan(_offsets[Count], DatagramBytes);

    /// <summary>The memory of all datagrams, for a socket that gives the kernel its address.</summary>
    public ReadOnlySpan<byte> Buffer => _buffer;

    /// <summary>Adds what was written to <see cref="Room"/>.</summary>
    /// <param name="length">Bytes written.</param>
    /// <param name="to">Where it goes.</param>
    public void Add(int length, TransportAddress to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, DatagramBytes);
        _destinations[Count] = to;
        _offsets[Count + 1] = _offsets[Count] + length;
        Count++;
    }

    /// <summary>A datagram.</summary>
    public ReadOnlySpan<byte> Datagram(int index) => _buffer.AsSpan(_offsets[index].._offsets[index + 1]);

    /// <summary>Where a datagram begins in <see cref="Buffer"/>; behind the last one, where the next would.</summary>
    public int Offset(int index) => _offsets[index];

    /// <summary>Where a datagram goes.</summary>
    public TransportAddress Destination(int index) => _destinations[index];

    /// <summary>What became of a datagram; meaningful once the batch has been sent.</summary>
    public SendOutcome Outcome(int index) => _outcomes[index];

    /// <summary>Notes what became of some datagrams.</summary>
    /// <returns>The first one behind them.</returns>
    public int Decide(int first, int count, SendOutcome outcome)
    {
        _outcomes.AsSpan(first, count).Fill(outcome);
        return first + count;
    }

    /// <summary>
    /// How many datagrams from one on can be handed over as one message that is cut up by size: they have the same destination and the same length, but for the last, which
    /// may be shorter. At least 1.
    /// </summary>
    /// <param name="first">The first of them.</param>
    /// <param name="most">The limit of whoever cuts.</param>
    public int RunFrom(int first, int most)
    {
        int size = LengthOf(first);
        int end = Math.Min(Count, first + most);
        int next = first + 1;
        for (bool isCutShort = false; next < end && !isCutShort; next++)
        {
            int length = LengthOf(next);
            if (length > size || _offsets[next + 1] - _offsets[first] > MaxRunBytes || _destinations[next] != _destinations[first])
            {
                break;
            }

            isCutShort = length < size;
        }

        return next - first;
    }

    /// <summary>Takes everything out.</summary>
    public void Clear() => Count = 0;

    private int LengthOf(int index) => _offsets[index + 1] - _offsets[index];
}
