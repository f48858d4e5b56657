using System.Runtime.InteropServices;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Load.Reception;

/// <summary>
/// What came on a transport since the last feedback about it. A packet that comes after feedback has told of later ones is left out: over loopback there are none, and a sender must
/// bear it.
/// </summary>
internal sealed class TransportFeedbackLog
{
    private readonly List<Arrival> _arrivals = [];
    private ExtendedSequenceNumber? _next;
    private byte _messages;

    /// <summary>Notes a packet.</summary>
    public void Add(SequenceNumber number, MonotonicTime at)
    {
        ExtendedSequenceNumber next = _next ??= new(number);
        Arrival arrival = new((_arrivals.Count > 0 ? _arrivals[^1].Number : next).Nearest(number), at);
        if (arrival.Number.Value < next.Value)
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
        _next = _arrivals[taken - 1].Number.Next;
        _arrivals.RemoveRange(0, taken);
        return size;
    }
}
