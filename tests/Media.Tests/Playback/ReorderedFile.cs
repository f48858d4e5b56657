using System.Buffers.Binary;
using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Tests.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Playback;

/// <summary>
/// A file of pictures of 100 ms in groups of 2 s: a key frame, then pairs of which the later one comes first, and the earlier is nobody's reference. What is decoded first is
/// shown 100 ms later.
/// </summary>
internal sealed class ReorderedFile
{
    public const int FramesPerGroup = 20;
    public const int FrameTime = 100;
    private readonly byte[] _bytes;

    /// <param name="groups">Number of groups.</param>
    /// <param name="isPyramid">Whether the pictures that come late are others' references.</param>
    public ReorderedFile(int groups, bool isPyramid = false)
    {
        int frames = groups * FramesPerGroup;
        TrackSpec track = TrackSpec.Video with
        {
            Timescale = 1000,
            Sizes = [.. Enumerable.Repeat(100, frames)],
            ChunkSamples = [.. Enumerable.Repeat(1, frames)],
            TimeToSample = Table("stts", 0, [(uint)frames, FrameTime]),
            CompositionOffsets = Table("ctts", 0, [.. Enumerable.Range(0, frames).Select(i => new[] { 1u, (uint)((Shown(i) + 1 - i) * FrameTime) })]),
            SyncSamples = Table("stss", 0, [.. Enumerable.Range(0, groups).Select(group => new[] { (uint)(group * FramesPerGroup) + 1 })]),
        };
        _bytes = new MovieSpec(track).Build();
        Track = Reading.Movie(_bytes).FirstVideo!;
        for (int i = 0; i < frames; i++)
        {
            Span<byte> sample = _bytes.AsSpan((int)Track.Samples.GetSample(i).Offset, 100);
            BinaryPrimitives.WriteUInt32BigEndian(sample, 96);
            sample[4] = i % FramesPerGroup == 0 ? (byte)0x65 : IsLate(i) && !isPyramid ? (byte)0x01 : (byte)0x41;
        }
    }

    public Mp4Track Track { get; }

    public void Read(in ReadRequest request) => _bytes.AsSpan((int)request.Offset, request.Length).CopyTo(request.Destination);

    // Of a group: 0, 2, 1, 4, 3, …, 18, 17, 19.
    private static int Shown(int decoded)
    {
        int place = decoded % FramesPerGroup;
        int shown = place is 0 or FramesPerGroup - 1 ? place : IsLate(decoded) ? place - 1 : place + 1;
        return decoded - place + shown;
    }

    private static bool IsLate(int decoded) => decoded % FramesPerGroup is > 0 and < FramesPerGroup - 1 && decoded % FramesPerGroup % 2 == 0;
}
