namespace Vod.Media.Aac;

/// <summary>Cuts an ADTS stream (ISO/IEC 14496-3, 1.A.2.2) into its frames, as an encoder behind a pipe writes it: in pieces that end anywhere.</summary>
internal sealed class AdtsReader
{
    private const int HeaderLength = 7;
    private const int ChecksumLength = 2;
    private const int FirstCapacity = 8192;

    private byte[] _bytes = new byte[FirstCapacity];
    private int _start;
    private int _end;

    /// <summary>The stream is none: a header was expected and is not there. Final.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Hertz of the last frame.</summary>
    public int SampleRate { get; private set; }

    /// <summary>channel_configuration of the last frame.</summary>
    public int Channels { get; private set; }

    /// <summary>Takes the next piece of the stream.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - _end)
        {
            int length = _end - _start;
            byte[] target = length + bytes.Length > _bytes.Length ? new byte[Math.Max(length + bytes.Length, _bytes.Length * 2)] : _bytes;
            _bytes.AsSpan(_start, length).CopyTo(target);
            _bytes = target;
            (_start, _end) = (0, length);
        }

        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>The next frame without its header; false when it is not complete yet. Valid until the next call of <see cref="Append"/>.</summary>
    public bool TryRead(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_start, _end - _start);
        if (IsBroken || rest.Length < HeaderLength)
        {
            return false;
        }

        int length = ((rest[3] & 0x03) << 11) | (rest[4] << 3) | (rest[5] >> 5);
        int header = (rest[1] & 0x01) != 0 ? HeaderLength : HeaderLength + ChecksumLength;
        bool isSync = rest[0] == 0xFF && (rest[1] & 0xF6) == 0xF0;
        bool isOneBlock = (rest[6] & 0x03) == 0;
        if (!isSync || !isOneBlock || length <= header || !SamplingFrequency.TryFromIndex((rest[2] >> 2) & 0x0F, out int rate))
        {
            IsBroken = true;
            return false;
        }

        if (rest.Length < length)
        {
            return false;
        }

        SampleRate = rate;
        Channels = ((rest[2] & 0x01) << 2) | (rest[3] >> 6);
        frame = rest[header..length];
        _start += length;
        return true;
    }
}
