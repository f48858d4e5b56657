using System.Runtime.InteropServices;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Rtcp;

/// <summary>
/// What came on a transport since the last feedback about it (draft-holmer-rmcat-transport-wide-cc-extensions-01). A packet that comes after feedback has told of later ones is
/// left out: it was told of as lost, and a sender must bear that.
/// </summary>
internal sealed class TransportFeedbackLog
{
    /// <summary>
    /// Packets remembered between two messages; more are told of as lost, for which a sender slows down. At one message every 50 ms these are 40,000 packets a second.
    /// </summary>
    public const int MaxArrivals = 2048;

    private readonly List<PacketArrival> _arrivals = [];
    private ExtendedSequenceNumber? _next;
    private byte _messages;

    /// <summary>Packets that have not been told of.</summary>
    public int Count => _arrivals.Count;

    /// <summary>Notes a packet.</summary>
    public void Add(SequenceNumber number, MonotonicTime at)
    {
        ExtendedSequenceNumber next = _next ??= new(number);
        PacketArrival arrival = new((_arrivals.Count > 0 ? _arrivals[^1].Number : next).Nearest(number), at);
        if (arrival.Number.Value < next.Value || _arrivals.Count == MaxArrivals)
        {
            return;
        }

        int index = _arrivals.Count;
        while (index > 0 && _arrivals[index - 1].Number.Value > arrival.Number.Value)
        {
            index--;
        }

        if (index == 0 || _arrivals[index - 1].Number != arrival.Number)
        {
            _arrivals.Insert(index, arrival);
        }
    }

    /// <summary>Writes the next message; 0 when there is nothing left to tell.</summary>
    /// <inheritdoc cref="TransportFeedbackWriter.Write"/>
    public int Write(Span<byte> buffer, Ssrc sender, Ssrc media)
    {
        if (_arrivals.Count == 0)
        {
            return 0;
        }

        // A gap longer than a message is told of as far as it fits.
        ExtendedSequenceNumber first = new(Math.Max(_next!.Value.Value, _arrivals[0].Number.Value - TransportFeedbackWriter.MaxStatuses + 1));
        int size = TransportFeedbackWriter.Write(buffer, sender, media, _messages++, first, CollectionsMarshal.AsSpan(_arrivals), out int taken);
        Forget(taken);
        return size;
    }

    /// <summary>Forgets what there is left to tell.</summary>
    public void Clear()
    {
        if (_arrivals.Count > 0)
        {
            Forget(_arrivals.Count);
        }
    }

    private void Forget(int count)
    {
        _next = _arrivals[count - 1].Number.Next;
        _arrivals.RemoveRange(0, count);
    }
}
