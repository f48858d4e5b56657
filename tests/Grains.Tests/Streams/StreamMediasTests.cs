using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Streams;

public sealed class StreamMediasTests
{
    [Theory]
    [InlineData(PictureCodec.H264, StreamPictureCodec.H264)]
    [InlineData(PictureCodec.Vp8, StreamPictureCodec.Vp8)]
    public void The_codec_is_told(PictureCodec codec, StreamPictureCodec told) =>
        Assert.Equal(told, StreamMedias.From(new PlayedMedia(true, true, 640, 480, TimeSpan.Zero) { Codec = codec }).Codec);
}
