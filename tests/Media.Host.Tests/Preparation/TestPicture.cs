using Microsoft.Extensions.Logging.Abstractions;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Host.Tests.Storage;
using Vod.Media.Mp4;
using Vod.Media.Playback;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>A file whose picture is encoded anew by the real encoder.</summary>
internal sealed class TestPicture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedContent _content;
    private readonly string _ffmpeg;
    private readonly TimeProvider _clock;

    private TestPicture(ScriptedContent content, Mp4Track track, PreparationOptions options, string ffmpeg, TimeProvider clock, bool isPlayableAsIs)
    {
        _clock = clock;
        _content = content;
        _ffmpeg = ffmpeg;
        Track = track;
        options.CacheDirectory = _folder.Path;
        Options = options;
        Input = PictureInput.For(content, track)! with { IsPlayableAsIs = isPlayableAsIs };
        Preparation = Open();
        Prepared = Preparation.GetOrStart(content.Key, Input);
    }

    public Mp4Track Track { get; }

    public ScriptedContent Content => _content;

    public PreparationOptions Options { get; }

    public PictureInput Input { get; }

    public PicturePreparation Preparation { get; private set; }

    public PictureTrack Prepared { get; private set; }

    public string CacheFolder => Path.Combine(_folder.Path, _content.Key.ToFolderName(), Prepared.CacheName);

    public static async Task<TestPicture> OpenAsync(string path, PreparationOptions? options = null, string? ffmpeg = null, TimeProvider? clock = null, bool isPlayableAsIs = false)
    {
        LocalMediaStorage storage = new(Path.GetDirectoryName(path)!);
        StorageOpenResult opened = await storage.OpenAsync(Path.GetFileName(path), TestContext.Current.CancellationToken);
        return new(new ScriptedContent(opened.Content!), MovieFile.Read(path, out _).FirstVideo!, options ?? new PreparationOptions(), ffmpeg ?? TestFfmpeg.Path, clock ?? TimeProvider.System, isPlayableAsIs);
    }

    /// <summary>Another process, or this one after a restart, with the same cache.</summary>
    public async Task RestartAsync()
    {
        await Preparation.DisposeAsync();
        Preparation = Open();
        Prepared = Preparation.GetOrStart(_content.Key, Input);
    }

    /// <summary>Plays on from a chunk as a viewer would, as fast as chunks come.</summary>
    public async Task<IReadOnlyList<PictureChunk>> PlayAsync(int from = 0)
    {
        List<PictureChunk> played = [];
        for (int number = from; number < Prepared.Chunks.Count; number++)
        {
            Prepared.RequestAhead(number, loops: false);
            PictureChunk chunk = Prepared.Open(number);
            if (!chunk.IsComplete)
            {
                await Preparation.WhenIdleAsync();
            }

            played.Add(chunk);
        }

        return played;
    }

    public async ValueTask DisposeAsync()
    {
        await Preparation.DisposeAsync();
        _content.Dispose();
        _folder.Dispose();
    }

    private PicturePreparation Open() => new(
        Options,
        new FfmpegLocation(_ffmpeg, null) { Encoders = new HashSet<string> { "libx264" } },
        AssetCache.Open(Options, TimeProvider.System, NullLogger<AssetCache>.Instance),
        _clock,
        NullLogger<PicturePreparation>.Instance);
}
