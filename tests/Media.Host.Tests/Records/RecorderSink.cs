using Vod.Media.Host.Records;
using Vod.Media.Publish;

namespace Vod.Media.Host.Tests.Records;

/// <summary>Hands pictures to a recorder at once.</summary>
internal sealed class RecorderSink(IRecorder recorder) : IPublishedMediaSink
{
    public void OnPicture(in PublishedPicture picture, ReadOnlySpan<byte> bytes) => Assert.True(recorder.AddPicture(picture, PooledBytes.CopyOf(bytes)));

    public void OnSound(in PublishedSound sound, ReadOnlySpan<byte> packet) => Assert.Fail("these recordings have no sound");
}
