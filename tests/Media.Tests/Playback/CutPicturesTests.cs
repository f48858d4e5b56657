using System.Buffers.Binary;
using Vod.Media.H264.Packetization;
using Vod.Media.Playback;

namespace Vod.Media.Tests.Playback;

public sealed class CutPicturesTests : IDisposable
{
    private static readonly H264PayloadFormat Format = new(4, [], []);
    private readonly CutPictures _pictures = new();
    private readonly object _source = new();

    [Fact]
    public void Allocation()
    {
        Random random = new(1);
        byte[] sample = new byte[4000];
        long number = 0;
        long before = 0;
        for (int i = 0; i < 20_000; i++)
        {
            before = i == 2000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            for (int k = 0; k < 3; k++)
            {
                int size = random.Next(200, 2000);
                BinaryPrimitives.WriteInt32BigEndian(sample, size - 4);
                sample[4] = 0x41;
                CutPicture picture = _pictures.Cut(_source, number++, Format, sample.AsSpan(0, size), false);
                _pictures.Hold(picture);
                _pictures.Release(picture);
            }

            _pictures.Trim();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    public void Dispose() => _pictures.Dispose();
}
