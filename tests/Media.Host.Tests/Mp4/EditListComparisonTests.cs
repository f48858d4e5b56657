using System.Buffers.Binary;
using System.Globalization;
using Vod.Media.Mp4;

namespace Vod.Media.Host.Tests.Mp4;

/// <summary>What edit lists present, against what ffprobe makes of them when it follows them: it marks the packets that are only there to decode others.</summary>
public sealed class EditListComparisonTests(GeneratedFiles files)
{
    private const int Normal = 1 << 16;
    private const int Empty = -1;
    private const int Frame = 512; // at 12 800 ticks per second, 25 pictures
    private const string Reordered = "b-frames-flat.mp4";
    private const string Plain = "moov-at-the-end.mp4";

    // File, then for each edit its duration in milliseconds and the number of the picture that it begins with. From the second piece on ffprobe counts decoding instead of
    // showing, a picture late if they differ, and a gap between two pieces is a piece to it; so those are compared without B-frames and gaps.
    private static readonly Dictionary<string, (string Source, int[][] Edits)> Lists = new()
    {
        ["all"] = (Reordered, [[3000, 0]]),
        ["from the middle of a group"] = (Reordered, [[1200, 17]]),
        ["from a key frame"] = (Reordered, [[1000, 30]]),
        ["from behind a key frame"] = (Reordered, [[1000, 31]]),
        ["late"] = (Reordered, [[600, Empty], [1000, 0]]),
        ["late, from the middle"] = (Reordered, [[200, Empty], [400, Empty], [1000, 13]]),
        ["two pieces"] = (Plain, [[400, 10], [600, 55]]),
        ["pieces in any order"] = (Plain, [[400, 52], [200, 3], [320, 25]]),
        ["the same piece again"] = (Plain, [[280, 20], [280, 20]]),
        ["late and in pieces"] = (Plain, [[80, Empty], [280, 20], [280, 40]]),
        ["many short pieces"] = (Plain, [[40, 70], [40, 60], [40, 50], [40, 40], [40, 30], [40, 20], [40, 10], [40, 0]]),
    };

    public static TheoryData<string> Names => [.. Lists.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_pictures_are_shown_that_ffprobe_shows_when_it_does(string name)
    {
        (string source, int[][] edits) = Lists[name];
        int firstShown = source == Reordered ? Frame : 0;
        string path = Make(source, 1, [.. edits.Select(edit => new[] { edit[0], edit[1] == Empty ? Empty : (edit[1] * Frame) + firstShown })]);
        Mp4Track track = MovieFile.Read(path, out _).FirstVideo!;
        Packet[] shown = Prober.ShownPackets(Prober.Presentation(path), 0);

        Assert.NotEmpty(shown);
        Assert.Equal(shown.OrderBy(static packet => packet.CompositionTime).Select(static packet => (packet.CompositionTime, packet.Position)), OnScreen(track));
        Assert.Equal(edits.Sum(static edit => edit[0]) * 12_800L / 1000, track.Samples.EndTime);
    }

    [Theory]
    [InlineData(1024)] // as an encoder of AAC primes it
    [InlineData(2048)]
    [InlineData(5000)]
    [InlineData(0)]
    public void The_sound_is_heard_that_ffprobe_hears(int mediaTime)
    {
        string path = Make(Reordered, 2, [[700, mediaTime]]);
        Mp4Track track = MovieFile.Read(path, out _).FirstAudio!;
        PresentedRange range = Assert.Single(track.PresentedRanges);
        Packet[] heard = Prober.ShownPackets(Prober.Presentation(path), 1);

        // Of the packets in which a range begins and ends, ffprobe tells how many moments are to be skipped.
        Assert.Equal(
            heard,
            MovieFile.Packets(track).Where(packet => packet.CompositionTime + 1024 > range.SampleTime && packet.CompositionTime < range.SampleEnd));
        Assert.Equal(new PresentedRange(0, 0, 700 * track.Timescale / 1000), range);
        Assert.Equal(-mediaTime, track.Samples.StartTime);
    }

    [Fact]
    public void A_picture_that_stands_still_is_played_at_the_normal_rate()
    {
        string path = Make(Plain, 1, [[400, 0], [1000, 20 * Frame, 0]]);
        Mp4Track track = MovieFile.Read(path, out _).FirstVideo!;

        Assert.True(track.EditList.HasOtherRates);
        Assert.Equal(1400 * 12_800 / 1000, track.Samples.EndTime);
    }

    private string Make(string source, int track, int[][] edits)
    {
        byte[] body = new byte[8 + (edits.Length * 12)];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(4), edits.Length);
        for (int i = 0; i < edits.Length; i++)
        {
            Span<byte> entry = body.AsSpan(8 + (i * 12));
            BinaryPrimitives.WriteInt32BigEndian(entry, edits[i][0]);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], edits[i][1]);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], edits[i].Length > 2 ? edits[i][2] : Normal);
        }

        string name = string.Join('-', edits.SelectMany(static edit => edit).Select(static number => number.ToString(CultureInfo.InvariantCulture)));
        return MovieRewriter.Rewrite(
            files.Get(source),
            $"{track}.{name}",
            (number, type, _) => number == track && type == "edts" ? MovieRewriter.Box("edts", MovieRewriter.Box("elst", body)) : null);
    }

    /// <summary>When a picture comes onto the screen, and which.</summary>
    private static IEnumerable<(long Time, long Position)> OnScreen(Mp4Track track)
    {
        int previous = -1;
        for (long time = Math.Max(0, track.PresentedRanges[0].Start); time < track.Samples.EndTime; time++)
        {
            int index = track.Samples.FindByCompositionTime(time);
            if (index != previous)
            {
                yield return (time, track.Samples.GetSample(index).Offset);
                previous = index;
            }
        }
    }
}
