using System.Buffers.Binary;
using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Tests.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Simulation;

/// <summary>A short H.264 file in memory whose pictures are random bytes in valid NAL units, and Opus packets beside it.</summary>
internal sealed class SimulatedFile : IFilm, IOpusSource, IResidentFile
{
    public const int FramesPerSecond = 30;
    public const int FramesPerGroup = 30;
    public const int LargestPicture = 6_000;
    public const int LargestKeyFrame = 40_000;
    private const uint TicksPerFrame = 3000;
    private readonly byte[] _bytes;
    private readonly byte[][] _packets;
    private readonly Func<long, bool>? _isResident;

    public SimulatedFile(SimulationOptions options, Random random, Func<long, bool>? isResident = null)
    {
        (int frames, int framesPerGroup, int largestKeyFrame) = (options.Frames, options.FramesPerGroup, options.LargestKeyFrame);
        int[] sizes = [.. Enumerable.Range(0, frames).Select(i => i % framesPerGroup == 0 ? random.Next(largestKeyFrame / 5, largestKeyFrame) : random.Next(options.SmallestPicture, options.LargestPicture))];
        uint[][] syncs = [.. Enumerable.Range(0, (frames + framesPerGroup - 1) / framesPerGroup).Select(i => new[] { (uint)(i * framesPerGroup) + 1 })];
        TrackSpec track = TrackSpec.Video with
        {
            Timescale = FramesPerSecond * TicksPerFrame,
            Sizes = sizes,
            ChunkSamples = [.. Enumerable.Repeat(1, frames)],
            TimeToSample = Table("stts", 0, [(uint)frames, TicksPerFrame]),
            SyncSamples = Table("stss", 0, syncs),
        };
        _bytes = new MovieSpec(track).Build();
        Mp4IndexReader reader = new(_bytes.Length, Mp4Limits.Default);
        while (reader.Next is Mp4ReadStep.NeedBytes need)
        {
            reader.Provide(_bytes.AsSpan((int)need.Offset, need.Length));
        }

        Movie = Assert.IsType<Mp4ReadStep.Ready>(reader.Next).Movie;
        Track = Movie.FirstVideo!;
        _isResident = isResident;
        Video = new FileVideo(Track, file: isResident is null ? null : this);
        FillSamples(random, framesPerGroup, options.DisposableEvery);
        _packets = [.. Enumerable.Range(0, frames * 50 / FramesPerSecond).Select(_ => RandomBytes(random, random.Next(options.SmallestSound, 300)))];
    }

    public Mp4Movie Movie { get; }

    public Mp4Track Track { get; }

    public FileVideo Video { get; }

    VideoSource? IFilm.Video => Video;

    public IOpusSource Audio => this;

    public int PacketCount => _packets.Length;

    public TimeSpan Duration => Video.Duration;

    public LoopPeriod LoopPeriod => LoopPeriod.For(Video.Duration, PacketCount);

    public int RequestedAhead { get; private set; }

    public MediaFailure? Failure { get; init; }

    /// <summary>Which packets have been made; all of them by default.</summary>
    public Func<int, bool> IsMade { get; init; } = static _ => true;

    /// <summary>The NAL unit of a picture.</summary>
    public ReadOnlySpan<byte> NalUnit(int frame)
    {
        MediaSample sample = Track.Samples.GetSample(frame);
        return _bytes.AsSpan((int)sample.Offset + 4, sample.Size - 4);
    }

    public ReadOnlySpan<byte> Packet(int index) => _packets[index];

    public void Read(in ReadRequest request) => _bytes.AsSpan((int)request.Offset, request.Length).CopyTo(request.Destination);

    /// <summary>Where ranges that were expected begin and end.</summary>
    public List<(long Offset, long End)> Expected { get; } = [];

    bool IResidentFile.TryRead(long offset, Span<byte> destination)
    {
        bool isThere = _isResident!(offset);
        if (isThere)
        {
            _bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
        }

        return isThere;
    }

    void IResidentFile.Expect(long offset, long length) => Expected.Add((offset, offset + length));

    public bool TryGetPacket(int index, out ReadOnlyMemory<byte> packet)
    {
        packet = IsMade(index) ? _packets[index] : default;
        return IsMade(index);
    }

    public void RequestAhead(int index) => RequestedAhead = index;

    private void FillSamples(Random random, int framesPerGroup, int disposableEvery)
    {
        for (int i = 0; i < Track.Samples.Count; i++)
        {
            MediaSample sample = Track.Samples.GetSample(i);
            Span<byte> bytes = _bytes.AsSpan((int)sample.Offset, sample.Size);
            random.NextBytes(bytes);
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)sample.Size - 4);
            bool isDisposable = disposableEvery > 0 && i % framesPerGroup % disposableEvery == disposableEvery - 1;
            bytes[4] = sample.IsSync ? (byte)0x65 : isDisposable ? (byte)0x01 : (byte)0x41;
        }
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
