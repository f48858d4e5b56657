using Vod.Media.Matroska;
using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

/// <summary>Sounds of frames of one length.</summary>
internal static class TestTimeline
{
    public static SoundRun Run(int frames, int rate, int frameLength, long startOffset, long limit = SoundRun.NoLimit, int preroll = 2, int firstFrame = 0) =>
        new(Decoder(rate, frameLength, preroll), new EqualFrames(frames, frameLength), firstFrame, startOffset, limit);

    public static SoundTimeline Of(params SoundRun[] runs) => new(runs);

    public static SoundTimeline Of(int frames, int rate, int frameLength, long startOffset, long limit = SoundRun.NoLimit, int preroll = 2) =>
        Of(Run(frames, rate, frameLength, startOffset, limit, preroll));

    public static SoundDecoder Decoder(int rate, int frameLength, int preroll, SoundWidth width = SoundWidth.Wide) =>
        new(new MatroskaTrack { Type = MatroskaTrackType.Audio, CodecId = "A_AAC", Channels = 2 }, rate, frameLength, preroll, width);
}
