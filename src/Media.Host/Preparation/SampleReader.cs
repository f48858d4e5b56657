using Vod.Media.Host.Storage;
using Vod.Media.Mp4;

namespace Vod.Media.Host.Preparation;

/// <summary>Reads the samples of a track one after the other, many with one read of the file.</summary>
internal sealed class SampleReader(IAssetContent content, SampleIndex samples)
{
    private const int BatchBytes = 256 * 1024;

    // Samples of other tracks in between are read along.
    private const int MaxGapBytes = 64 * 1024;

    // Reads follow one another, so a storage far away is told of some of them at once.
    private const int ExpectedBytes = 4 * 1024 * 1024;

    private byte[] _buffer = [];
    private long _start;
    private int _length;

    /// <summary>The bytes of a sample, valid until the next call; fewer than it has when the file is cut short.</summary>
    /// <exception cref="IOException">The storage cannot be read.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int index, CancellationToken cancellation)
    {
        MediaSample sample = samples.GetSample(index);
        if (sample.Offset < _start || sample.Offset + sample.Size > _start + _length)
        {
            await FillAsync(index, sample, cancellation);
        }

        int at = (int)(sample.Offset - _start);
        return at > _length ? default : _buffer.AsMemory(at, Math.Min(sample.Size, _length - at));
    }

    private async Task FillAsync(int index, MediaSample sample, CancellationToken cancellation)
    {
        long end = sample.Offset + sample.Size;
        for (int next = index + 1; next < samples.Count; next++)
        {
            MediaSample following = samples.GetSample(next);
            if (following.Offset < end || following.Offset - end > MaxGapBytes || following.Offset + following.Size - sample.Offset > BatchBytes)
            {
                break;
            }

            end = following.Offset + following.Size;
        }

        int wanted = (int)(end - sample.Offset);
        if (_buffer.Length < wanted)
        {
            _buffer = new byte[Math.Max(wanted, BatchBytes)];
        }

        (_start, _length) = (sample.Offset, 0);
        content.Resident?.Expect(sample.Offset, ExpectedBytes);
        _length = await content.ReadAsync(sample.Offset, _buffer.AsMemory(0, wanted), cancellation);
    }
}
