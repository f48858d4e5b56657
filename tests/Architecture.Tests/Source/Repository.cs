namespace Vod.Architecture.Tests.Source;

/// <summary>The checked-out repository: where it is and which files in it are ours.</summary>
internal static class Repository
{
    // What .gitignore keeps out, and what git itself keeps.
    private static readonly string[] ForeignFolders =
        [".git", ".vs", ".idea", "bin", "obj", "artifacts", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];

    private static readonly string[] ForeignRootFolders = ["media", "cache", "records"];

    /// <summary>The folder of Orleans.Vod.sln, with forward slashes and none at the end.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file of the repository, relative to <see cref="Root"/>, in ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)];

    /// <summary>The parsed C# files under src/ and tests/.</summary>
    public static IReadOnlyList<SourceFile> CSharp { get; } =
        [.. Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)).Select(f => SourceFile.Parse(f, Read(f)))];

    /// <summary>The parsed C# files under one folder.</summary>
    public static IEnumerable<SourceFile> CSharpUnder(string folder) => CSharp.Where(f => f.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>The text of a file of the repository.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orleans.Vod.sln")))
            {
                return folder.FullName.Replace('\\', '/');
            }
        }

        throw new InvalidOperationException("Orleans.Vod.sln is in no folder above the test assembly.");
    }

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        bool isRoot = folder.FullName.Replace('\\', '/') == Root;
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo { LinkTarget: null } child)
            {
                // In a linked worktree .git is a file; node_modules may be a link.
                if (!ForeignFolders.Contains(entry.Name))
                {
                    yield return Path.GetRelativePath(Root, entry.FullName).Replace('\\', '/');
                }
            }
            else if (!ForeignFolders.Contains(child.Name) && !(isRoot && ForeignRootFolders.Contains(child.Name)))
            {
                foreach (string file in Walk(child))
                {
                    yield return file;
                }
            }
        }
    }
}
