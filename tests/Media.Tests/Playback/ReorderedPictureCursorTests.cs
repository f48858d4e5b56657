using System.Buffers.Binary;
using Vod.Media.H264.Packetization;
using Vod.Media.Playback;
using Vod.Media.Tests.Mp4;
using Vod.Media.Timing;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Playback;

/// <summary>Files whose pictures are decoded in another order than they are shown in.</summary>
public sealed class ReorderedPictureCursorTests
{
    // Decoding order I B P B P B …: every P is decoded before the B that is shown before it. Pictures of 100 ms, groups of six.
    private const int Frames = 24;
    private const int Group = 6;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private static readonly LoopPeriod Period = new(125);
    private static readonly MonotonicTime Epoch = new(1_000_000);
    private readonly PlaybackClock _clock = new();

    [Fact]
    public void Without_a_key_frame_every_lap_of_a_loop_is_sent_like_the_first()
    {
        using PictureCursor cursor = Cursor(out byte[] file, Table("stss", 0));
        _clock.Start(Epoch);

        List<int> first = TakeAll(cursor, file, Epoch + Period.Duration - Frame);

        Assert.Equal(first, TakeAll(cursor, file, Epoch + (Period.Duration * 2) - Frame));
        Assert.InRange(first.Count, Frames / 2, Frames);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void A_viewer_who_joins_anywhere_gets_pictures_in_the_order_they_are_shown_in(int lap)
    {
        for (int at = 0; at < Frames * 100; at += 10)
        {
            using PictureCursor cursor = Cursor(out byte[] file, Table("stss", 0, [1], [7], [13], [19]));
            _clock.Start(Epoch);
            TimeSpan position = (Period.Duration * lap) + TimeSpan.FromMilliseconds(at);
            cursor.Prepare(position, Epoch);
            cursor.TryJump(Epoch + position, out _, out _);

            List<int> taken = TakeAll(cursor, file, Epoch + position + Frame);

            Assert.NotEmpty(taken);
            Assert.Equal(0, taken[0] % Group);
            Assert.Equal(taken.Order(), taken);
            Assert.All(taken, static number => Assert.True(number % Group == 0 || number % 2 == 1));
        }
    }

    private PictureCursor Cursor(out byte[] file, byte[] syncs)
    {
        TrackSpec track = TrackSpec.Video with
        {
            Timescale = 1000,
            Sizes = [.. Enumerable.Repeat(100, Frames)],
            ChunkSamples = [.. Enumerable.Repeat(1, Frames)],
            TimeToSample = Table("stts", 0, [Frames, 100]),
            CompositionOffsets = Table("ctts", 0, [.. Enumerable.Range(0, Frames).Select(static i => new uint[] { 1, Offset(i) })]),
            SyncSamples = syncs,
        };
        file = new MovieSpec(track).Build();
        FileVideo source = new(Reading.Movie(file).FirstVideo!);
        Assert.True(source.IsReordered);
        for (int i = 0; i < Frames; i++)
        {
            Span<byte> sample = file.AsSpan((int)source.Samples.GetSample(i).Offset, 100);
            BinaryPrimitives.WriteUInt32BigEndian(sample, 96);
            sample[4] = i % Group == 0 ? (byte)0x65 : i % 2 == 1 ? (byte)0x41 : (byte)0x01;
        }

        return new(source, _clock, Period, new CutPictures());
    }

    // A key frame is shown a picture late, the P after it two late, the B after that at once; and so on to the last of the group.
    private static uint Offset(int sample) => sample % Group == 0 ? 100u : sample % Group == Group - 1 ? 100u : sample % 2 == 1 ? 200u : 0u;

    private static List<int> TakeAll(PictureCursor cursor, byte[] file, MonotonicTime now)
    {
        List<int> taken = [];
        do
        {
            while (cursor.PollRead(out ReadRequest request))
            {
                file.AsSpan((int)request.Offset, request.Length).CopyTo(request.Destination);
                Assert.True(cursor.CompleteRead(request, request.Length));
            }

            while (cursor.TryTake(now, now, 0, out _, out _))
            {
                taken.Add((int)(cursor.Current.Number % Frames));
            }
        }
        while (!cursor.IsReady && cursor.NextDue <= now);

        return taken;
    }
}
