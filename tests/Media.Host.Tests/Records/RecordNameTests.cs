using System.Text;
using Vod.Media.Engine;
using Vod.Media.Host.Records;
using Vod.Media.Host.Storage;
using Vod.Media.Publish;

namespace Vod.Media.Host.Tests.Records;

/// <summary>Names of files by templates that anybody may write.</summary>
public sealed class RecordNameTests
{
    private static readonly RecordingOrder Order = new("my stream", "0af-1");
    private static readonly RecordedMedia Media = new(HasPicture: true, PublishedCodec.H264, HasSound: true);
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);

    [Theory]
    [InlineData("stream-{mediaSessionId}-{login}", "stream-0af-1-abc")]
    [InlineData("{streamName}-{startTime}", "my_stream-1700000000123")]
    [InlineData("{streamName}-{startTimeMillis}-{endTime}-{endTimeMillis}-{duration}", "my_stream-1700000000123-1700000005123-1700000005123-5000")]
    [InlineData("{audioCodec}.{videoCodec}", "aac.H264")]
    [InlineData("../../{streamName}/x\\y:z", "_._.._my_stream_x_y_z")]
    [InlineData(".hidden", "_hidden")]
    [InlineData("{unknown}{", "_unknown__")]
    [InlineData("", "recording")]
    [InlineData("Fünf Ärzte 日本", "Fünf_Ärzte_日本")]
    [InlineData("a?b#c%41&d\"e'f", "a_b_c_41_d_e_f")]
    public void Elements_are_filled_in_and_nothing_is_left_that_means_something_in_a_path_or_a_URL(string template, string name) =>
        Assert.Equal(name, Name(template, Order));

    [Theory]
    [InlineData("film", "film_86400")]
    [InlineData("film-{duration}", "film-5000_86400")]
    public void The_number_of_a_part_is_the_end_of_its_name(string template, string name) =>
        Assert.Equal(name, RecordName.End(RecordName.Begin(template, Order, Media, "abc", Start, 86_400), Start, TimeSpan.FromSeconds(5)));

    [Fact]
    public void The_number_of_a_part_is_there_however_long_its_name_is()
    {
        string name = RecordName.End(RecordName.Begin(new string('日', 200), Order, Media, "abc", Start, 86_400), Start, TimeSpan.Zero);
        Assert.EndsWith("日_86400", name, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), RecordName.MaxBytes - 2, RecordName.MaxBytes);
    }

    [Fact]
    public void Elements_in_what_others_wrote_are_not_filled_in() => Assert.Equal("_login_-_endTime_", Name("{streamName}", Order with { Stream = "{login}-{endTime}" }));

    [Fact]
    public void Whatever_is_written_the_name_is_a_plain_one_of_bounded_length()
    {
        string[] parts =
        [
            "{streamName}", "{endTime}", "{duration}", "{login}", "{", "}", "..", "/", "\\", "\0", ":", "\ud83d\ude00", "\ud83d", "é", "%2e", "x", "-", ".", " ", "日", "\u202e", "\n",
            new string('a', 100), new string('日', 60),
        ];
        Random random = new(11);
        for (int i = 0; i < 20_000; i++)
        {
            string template = Any();
            RecordingOrder order = new(Any(), Any());
            string name = Name(template, order) + Media.Extension;
            string file = RecordName.Numbered(name, RecordNames.MaxAttempts);
            Assert.True(AssetPath.IsWellFormed(name), name);
            Assert.NotEqual('.', name[0]);
            Assert.DoesNotContain('/', name);
            Assert.DoesNotContain('{', name);
            Assert.InRange(Encoding.UTF8.GetByteCount(RecordName.UnfinishedPrefix + file), 1, AssetPath.MaxNameBytes);
            Assert.Equal(name, Uri.UnescapeDataString(new Uri("http://h/client/records/" + name).AbsolutePath)["/client/records/".Length..]);

            string Any() => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => parts[random.Next(parts.Length)]));
        }
    }

    [Fact]
    public void Names_never_collide()
    {
        using TemporaryFolder folder = new();
        folder.File("a.mp4");
        folder.File(RecordName.UnfinishedPrefix + "a-1.mp4");
        RecordNames names = new(new LocalRecordFolder(folder.Path));

        Assert.Equal("a-2", names.Take("a", ".mp4"));
        Assert.Equal("a-3", names.Take("a", ".mp4"));
        Assert.Equal("a", names.Take("a", ".webm"));
        names.Release("a-2", ".mp4");
        Assert.Equal("a-2", names.Take("a", ".mp4"));
    }

    private static string Name(string template, RecordingOrder order) =>
        RecordName.End(RecordName.Begin(template, order, Media, "abc", Start), Start + TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
}
