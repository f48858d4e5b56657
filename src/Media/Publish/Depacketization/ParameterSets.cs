using System.Diagnostics.CodeAnalysis;
using Vod.Media.H264;

namespace Vod.Media.Publish.Depacketization;

/// <summary>
/// The parameter sets of one publisher, collected from its pictures (RFC 6184 section 8.4: in band they come before what refers to them). A key frame brings the same ones over and over; only what is new
/// makes a new <see cref="AvcConfiguration"/>.
/// </summary>
internal sealed class ParameterSets
{
    /// <summary>Bytes of one set. Those of browsers have below 50; one with scaling matrices has some hundred.</summary>
    public const int MaxSize = 1024;

    /// <summary>Picture parameter sets kept, of the 256 there may be: browsers use one or two.</summary>
    public const int MaxPictureSets = 32;

    private readonly byte[]?[] _sequenceSets = new byte[SequenceParameterSet.MaxId + 1][];
    private readonly SequenceParameterSet?[] _parsed = new SequenceParameterSet[SequenceParameterSet.MaxId + 1];
    private readonly List<(PictureParameterSet Set, byte[] Bytes)> _pictureSets = [];
    private AvcConfiguration? _configuration;
    private int _active = -1;
    private bool _hasChanged;

    /// <summary>The configuration that was made last.</summary>
    public AvcConfiguration? Configuration => _configuration;

    /// <summary>Takes a NAL unit of type 7; false when it cannot be read or is larger than it may be.</summary>
    public bool TryAddSequenceSet(ReadOnlySpan<byte> nal)
    {
        foreach (byte[]? known in _sequenceSets)
        {
            if (nal.SequenceEqual(known))
            {
                return true;
            }
        }

        if (nal.Length > MaxSize || !SequenceParameterSet.TryParse(nal, out SequenceParameterSet? parsed))
        {
            return false;
        }

        _sequenceSets[parsed.Id] = nal.ToArray();
        _parsed[parsed.Id] = parsed;
        _hasChanged = true;
        return true;
    }

    /// <summary>Takes a NAL unit of type 8; false when it cannot be read, is larger than it may be or one too many.</summary>
    public bool TryAddPictureSet(ReadOnlySpan<byte> nal)
    {
        if (nal.Length > MaxSize || !PictureParameterSet.TryParse(nal, out PictureParameterSet set))
        {
            return false;
        }

        int index = IndexOf(set.Id);
        if (index >= 0 && nal.SequenceEqual(_pictureSets[index].Bytes))
        {
            return true;
        }

        if (index < 0 && _pictureSets.Count == MaxPictureSets)
        {
            return false;
        }

        _hasChanged = true;
        if (index < 0)
        {
            _pictureSets.Add((set, nal.ToArray()));
        }
        else
        {
            _pictureSets[index] = (set, nal.ToArray());
        }

        return true;
    }

    /// <summary>The sets a picture refers to; false when one of them has never come.</summary>
    /// <param name="pictureSetId">pic_parameter_set_id of its first slice.</param>
    /// <param name="isKey">Whether it is an IDR picture: only there another sequence parameter set may come into force (ITU-T H.264, 7.4.1.2.1).</param>
    /// <param name="configuration">The same object as long as nothing has changed.</param>
    public bool TryActivate(int pictureSetId, bool isKey, [NotNullWhen(true)] out AvcConfiguration? configuration)
    {
        configuration = null;
        int index = IndexOf(pictureSetId);
        int sequenceId = index < 0 ? -1 : _pictureSets[index].Set.SequenceParameterSetId;
        if (sequenceId < 0 || _parsed[sequenceId] is null || (!isKey && sequenceId != _active))
        {
            return false;
        }

        if (_configuration is null || _hasChanged || sequenceId != _active)
        {
            _active = sequenceId;
            _hasChanged = false;
            _configuration = Build(_sequenceSets[sequenceId]!, _parsed[sequenceId]!);
        }

        configuration = _configuration;
        return true;
    }

    private int IndexOf(int pictureSetId)
    {
        for (int i = 0; i < _pictureSets.Count; i++)
        {
            if (_pictureSets[i].Set.Id == pictureSetId)
            {
                return i;
            }
        }

        return -1;
    }

    private AvcConfiguration Build(byte[] sequenceSet, SequenceParameterSet parsed) => new AvcConfiguration
    {
        Profile = parsed.ProfileIdc,
        Compatibility = parsed.ConstraintFlags,
        Level = parsed.LevelIdc,
        NalLengthSize = PictureBytes.LengthSize,
        SequenceParameterSets = [sequenceSet],
        PictureParameterSets = [.. _pictureSets.Where(set => set.Set.SequenceParameterSetId == parsed.Id).Select(set => (ReadOnlyMemory<byte>)set.Bytes)],
    }.WithInBand(parsed);
}
