using System.Collections.Concurrent;

namespace Vod.Media.Host.Tests.Mp4;

/// <summary>A folder of small films made by ffmpeg on first demand, shared by all tests of one run and deleted with it.</summary>
public sealed class GeneratedFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vod-mp4-").FullName;
    private readonly ConcurrentDictionary<string, Lazy<string>> _files = [];

    public static IEnumerable<string> FragmentedNames => FileRecipes.Fragments.Keys;

    public static IEnumerable<string> CodecNames => FileRecipes.Codecs.Keys;

    public static IEnumerable<string> MatroskaNames => FileRecipes.Matroska.Keys;

    /// <summary>Every film that can be played. QuickTime's own ADPCM has no name that a decoder behind a pipe could be told.</summary>
    public static IEnumerable<string> PlayableNames =>
        [.. FileRecipes.Ordinary.Keys, .. FileRecipes.Fragments.Keys, "vp8-live.webm", "vp8-vorbis.webm", "b-frames.mkv", .. FileRecipes.Codecs.Keys.Where(static name => name != "adpcm_ima_qt.mov"),
            .. FileRecipes.Copies.Keys.Where(static name => name is not ("transport-stream.ts" or "encrypted.mp4"))];

    public static IEnumerable<string> Names =>
        [.. FileRecipes.Ordinary.Keys, "cut-in-a-gop.mp4", "remuxed.mp4", "turned-90.mp4", "turned-180.mov", "turned-270.mp4"];

    public string Get(string name) => _files.GetOrAdd(name, unmade => new Lazy<string>(() => Make(unmade))).Value;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Make(string name)
    {
        string path = Path.Combine(_folder, name);
        string recipe = FileRecipes.Copies.TryGetValue(name, out (string Source, string Recipe) copy)
            ? copy.Recipe.Replace("{0}", Get(copy.Source), StringComparison.Ordinal)
            : FileRecipes.Ordinary.GetValueOrDefault(name) ?? FileRecipes.Fragments.GetValueOrDefault(name) ?? FileRecipes.Matroska.GetValueOrDefault(name) ?? FileRecipes.Codecs[name];
        MediaTool.Run("ffmpeg", $"{recipe} {path}");
        return path;
    }
}
