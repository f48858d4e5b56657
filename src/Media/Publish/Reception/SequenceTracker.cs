using Vod.Media.Rtp;

namespace Vod.Media.Publish.Reception;

/// <summary>
/// Extends the sequence numbers of one stream (RFC 3550 appendix A.1). A number far from the others is not believed before another one follows it: then the sender has begun
/// anew.
/// </summary>
internal sealed class SequenceTracker
{
    /// <summary>Numbers that may be missing before a packet: RFC 3550 appendix A.1.</summary>
    public const int MaxDropout = 3000;

    /// <summary>Numbers a packet may be behind. More than the 100 of the RFC, because a repetition without a stream of its own comes up to a second late.</summary>
    public const int MaxMisorder = 1000;

    private ExtendedSequenceNumber? _highest;
    private SequenceNumber? _suspect; // what would confirm a jump

    /// <summary>The highest number so far; null before the first packet.</summary>
    public ExtendedSequenceNumber? Highest => _highest;

    /// <summary>Takes a number; false when it is too far from the others to be believed.</summary>
    /// <param name="number">Of a packet.</param>
    /// <param name="extended">With its rollovers.</param>
    /// <param name="hasRestarted">Whether the numbers have begun anew with this packet, as they do with the first one.</param>
    public bool TryExtend(SequenceNumber number, out ExtendedSequenceNumber extended, out bool hasRestarted)
    {
        hasRestarted = _highest is null;
        extended = _highest?.Nearest(number) ?? new(number);
        long ahead = extended.Value - (_highest ?? extended).Value;
        if (ahead is > -MaxMisorder and < MaxDropout)
        {
            _suspect = null;
            _highest = ahead > 0 || hasRestarted ? extended : _highest;
            return true;
        }

        if (_suspect != number)
        {
            _suspect = number.Next;
            return false;
        }

        // Above what there was, so that nothing that is still kept can be taken for one of the new ones.
        extended = new ExtendedSequenceNumber(_highest!.Value.Value + ushort.MaxValue).Nearest(number);
        (_highest, _suspect, hasRestarted) = (extended, null, true);
        return true;
    }

    /// <summary>The extended number of a packet that is sent again; null before the first packet.</summary>
    public ExtendedSequenceNumber? Nearest(SequenceNumber number) => _highest?.Nearest(number);

    /// <summary>Begins anew, with another stream.</summary>
    public void Reset() => (_highest, _suspect) = (null, null);
}
