using Vod.Media.Mp4;

namespace Vod.Media.Matroska.Reading;

/// <summary>Reads what is in clusters (RFC 9559 section 5.1.3): the time of each, and its blocks. Only their heads are looked at.</summary>
/// <param name="tracks">Get the frames.</param>
/// <param name="context">Counts the work.</param>
internal sealed class ClusterReader(SegmentTracks tracks, ParseContext context)
{
    /// <summary>
    /// Largest block of several frames that is read: its frames are told apart by bytes anywhere in it. Muxers put together what is small, a tenth of a second of sound.
    /// </summary>
    public const int MaxLacedBlock = 1 << 20;

    // All that is read of a block of one frame.
    private const int BlockHead = BlockHeader.LongestLength + FrameLength.BytesNeeded;

    private readonly List<BlockFrame> _frames = [];
    private readonly List<int> _sizes = [];
    private long _time;
    private TrackSamples? _track;
    private BlockTimes _block;

    /// <summary>A cluster begins. Its time is in front of its blocks; one without has that of the segment's start.</summary>
    public void Begin() => _time = 0;

    /// <summary>A BlockGroup begins.</summary>
    public void BeginGroup()
    {
        _track = null;
        _block = new(0, 0, 0, IsKey: true);
    }

    /// <summary>A BlockGroup is over: what stood behind its block is known.</summary>
    public void EndGroup()
    {
        if (_track is not null && _frames.Count > 0)
        {
            _track.Add(_block, _frames);
        }

        _track = null;
    }

    /// <summary>Bytes of the content of an element that <see cref="Read"/> wants to see at least.</summary>
    public static int BytesNeeded(in EbmlElement element) => element.Id switch
    {
        MatroskaElement.Timestamp or MatroskaElement.BlockDuration or MatroskaElement.DiscardPadding or MatroskaElement.SimpleBlock or MatroskaElement.Block
            => (int)Math.Min(element.Size, BlockHead),
        _ => 0,
    };

    /// <summary>Reads an element of a cluster or a BlockGroup.</summary>
    /// <param name="element">Its header.</param>
    /// <param name="position">Where its content begins in the file.</param>
    /// <param name="content">As much of it as there is, at least <see cref="BytesNeeded"/>.</param>
    /// <returns>False when all of it is needed and not there.</returns>
    public bool Read(in EbmlElement element, long position, ReadOnlySpan<byte> content)
    {
        switch (element.Id)
        {
            case MatroskaElement.Timestamp:
                _time = (long)Math.Min(EbmlElement.ReadUnsigned(content), long.MaxValue / 2);
                return true;
            case MatroskaElement.BlockDuration:
                _block = _block with { Duration = EbmlElement.ReadUnsigned(content) };
                return true;
            case MatroskaElement.DiscardPadding:
                _block = _block with { Discarded = (long)EbmlElement.ReadUnsigned(content) };
                return true;
            case MatroskaElement.ReferenceBlock:
                _block = _block with { IsKey = false };
                return true;
            case MatroskaElement.Block or MatroskaElement.SimpleBlock:
                return ReadBlock(element, position, content);
            default:
                return true;
        }
    }

    private bool ReadBlock(in EbmlElement element, long position, ReadOnlySpan<byte> content)
    {
        _frames.Clear();
        if (!BlockHeader.TryParse(content, out BlockHeader header) || tracks.Find(header.Track) is not { } track)
        {
            return true;
        }

        if (header.Lacing == Lacing.None)
        {
            AddFrame(track, position + header.Length, element.Size - header.Length, content[header.Length..]);
        }
        else if (element.Size <= MaxLacedBlock)
        {
            if (content.Length < element.Size)
            {
                return false;
            }

            AddLaced(track, header, position + header.Length, content[header.Length..]);
        }

        Take(element, track, header);
        return true;
    }

    private void Take(in EbmlElement element, TrackSamples track, in BlockHeader header)
    {
        long time = _time + header.Time;
        if (element.Id == MatroskaElement.Block)
        {
            (_track, _block) = (track, _block with { Time = time });
        }
        else if (_frames.Count > 0)
        {
            _track = null;
            track.Add(new(time, 0, 0, header.IsKey), _frames);
        }
    }

    private void AddLaced(TrackSamples track, in BlockHeader header, long position, ReadOnlySpan<byte> content)
    {
        if (!LaceReader.TryRead(header.Lacing, content, _sizes, out int start))
        {
            return;
        }

        context.Count(_sizes.Count);
        foreach (int size in _sizes)
        {
            AddFrame(track, position + start, size, content.Slice(start, size));
            start += size;
        }
    }

    // A frame of nothing costs a sample and is none.
    private void AddFrame(TrackSamples track, long offset, long size, ReadOnlySpan<byte> start)
    {
        if (size > 0)
        {
            uint whole = (uint)Math.Min(size, uint.MaxValue);
            ReadOnlySpan<byte> looked = start[..Math.Min(start.Length, FrameLength.BytesNeeded)];
            _frames.Add(new(offset, whole, track.Length.Of(looked, (int)Math.Min(whole, int.MaxValue)), track.IsHidden(looked)));
        }
    }
}
