using Vod.Media.Rtp;

namespace Vod.Media.Load.Reception;

/// <summary>
/// Tells the packets of one stream that came from those that did not, across wraps of the number and reordering. A packet is lost once
/// <see cref="ReorderWindow"/> newer numbers came without it.
/// </summary>
internal sealed class SequenceLog
{
    /// <summary>Numbers a packet may be overtaken by: four tenths of a second of video at 2.5 Mbit/s.</summary>
    public const int ReorderWindow = 128;

    private ExtendedSequenceNumber _first;
    private ExtendedSequenceNumber _highest;

    // Bit n is the packet n before the highest. Those from before the first one count as seen: nobody missed them.
    private UInt128 _seen;

    /// <summary>Packets that came, each once.</summary>
    public long Received { get; private set; }

    /// <summary>Copies of packets that had come before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Packets that came after they were given up, or that are older than the first one.</summary>
    public long TooLate { get; private set; }

    /// <summary>Packets that were given up.</summary>
    public long Lost { get; private set; }

    /// <summary>Packets that are missing and not given up yet.</summary>
    public int Missing => ReorderWindow - (int)UInt128.PopCount(_seen);

    /// <summary>The highest number so far, for a report (RFC 3550 section 6.4.1).</summary>
    public ExtendedSequenceNumber Highest => _highest;

    /// <summary>Packets there were from the first number to the highest (RFC 3550 appendix A.3).</summary>
    public long Expected => Received == 0 ? 0 : _highest.Value - _first.Value + 1;

    /// <summary>Notes a packet.</summary>
    public void Add(SequenceNumber number)
    {
        if (Received == 0)
        {
            _first = _highest = new(number);
            _seen = UInt128.MaxValue;
            Received = 1;
            return;
        }

        ExtendedSequenceNumber extended = _highest.Nearest(number);
        long ahead = extended.Value - _highest.Value;
        if (ahead > 0)
        {
            Advance(ahead);
            _highest = extended;
            Received++;
        }
        else if (extended.Value < _first.Value || -ahead >= ReorderWindow)
        {
            TooLate++;
        }
        else
        {
            AddBehind((int)-ahead);
        }
    }

    private void Advance(long by)
    {
        if (by >= ReorderWindow)
        {
            Lost += Missing + (by - ReorderWindow);
            _seen = UInt128.One;
            return;
        }

        UInt128 leaving = _seen >> (ReorderWindow - (int)by);
        Lost += by - (long)UInt128.PopCount(leaving);
        _seen = (_seen << (int)by) | UInt128.One;
    }

    private void AddBehind(int offset)
    {
        UInt128 bit = UInt128.One << offset;
        if ((_seen & bit) != UInt128.Zero)
        {
            Duplicates++;
            return;
        }

        _seen |= bit;
        Received++;
    }
}
