using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Records;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Publish;

namespace Vod.Media.Host.Tests.Records;

/// <summary>The recordings of a node with a folder of their own.</summary>
internal sealed class RecordFixture : IAsyncDisposable
{
    public const string Template = "{streamName}";

    private readonly TemporaryFolder _directory = new();

    public RecordFixture(Func<IRecordFolder, IRecordFolder>? wrap = null, string? ffmpeg = null, Action<RecordingOptions>? configure = null, TimeProvider? clock = null)
    {
        RecordingOptions options = new() { Directory = _directory.Path, Template = Template, MinFreeBytes = 0 };
        configure?.Invoke(options);
        IRecordFolder folder = new LocalRecordFolder(_directory.Path);
        folder = wrap?.Invoke(folder) ?? folder;
        Context = new RecordingContext
        {
            Options = options,
            Folder = folder,
            Names = new RecordNames(folder),
            Ffmpeg = new FfmpegLocation(ffmpeg ?? TestFfmpeg.Path, null),
            EncoderMemoryBytes = 1_000_000_000,
            Clock = clock ?? Clock,
            Counters = new RecordingCounters(),
            Logger = Log,
            Uploads = Uploads,
        };
        Recordings = new Recordings(Context);
    }

    public static RecordedMedia PictureAndSound { get; } = new(HasPicture: true, PublishedCodec.H264, HasSound: true);

    public static RecordedMedia PictureOnly { get; } = new(HasPicture: true, PublishedCodec.H264, HasSound: false);

    public static RecordedMedia SoundOnly { get; } = new(HasPicture: false, PublishedCodec.H264, HasSound: true);

    public StillClock Clock { get; } = new();

    public ListLogger<Recordings> Log { get; } = new();

    public UploadQueue Uploads { get; } = new();

    public RecordingContext Context { get; }

    public Recordings Recordings { get; }

    public string[] Files => [.. Directory.EnumerateFiles(_directory.Path).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public bool HasFile(string prefix) => Files.Any(file => file.StartsWith(prefix, StringComparison.Ordinal));

    public string PathOf(string name) => Path.Join(_directory.Path, name);

    public Recording Start(RecordedMedia media, string stream = "film", string? template = null)
    {
        Assert.Equal(RecordingStart.Started, Recordings.TryStart(new RecordingOrder(stream, "id", template), media, out Recording? recording));
        return recording!;
    }

    public bool HasLogged(LogLevel level, string text) => Log.Entries.Any(entry => entry.Level == level && entry.Text.Contains(text, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Recordings.DisposeAsync();
        _directory.Dispose();
    }
}
