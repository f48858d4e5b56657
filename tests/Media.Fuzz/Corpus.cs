namespace Vod.Media.Fuzz;

/// <summary>The inputs in the repository: each reaches something that no shorter one does, or was once a finding.</summary>
internal static class Corpus
{
    /// <summary>Those of a target, from the folder with its name.</summary>
    public static IEnumerable<byte[]> Of(IFuzzTarget target)
    {
        DirectoryInfo root = new(Path.Combine(AppContext.BaseDirectory, "Corpus"));
        return root.Exists
            ? root.EnumerateDirectories().Where(folder => folder.Name.Equals(target.Name, StringComparison.OrdinalIgnoreCase)).SelectMany(Read)
            : [];
    }

    /// <summary>All inputs in a folder, in an order that does not change.</summary>
    public static IEnumerable<byte[]> Read(DirectoryInfo folder) => folder.Exists
        ? folder.EnumerateFiles("*.bin").OrderBy(static file => file.Name, StringComparer.Ordinal).Select(static file => File.ReadAllBytes(file.FullName))
        : [];

    /// <summary>Writes an input under a name made from its contents.</summary>
    public static string Write(string folder, ReadOnlySpan<byte> input)
    {
        Directory.CreateDirectory(folder);
        string name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input).AsSpan(0, 8)) + ".bin";
        File.WriteAllBytes(Path.Combine(folder, name), input);
        return name;
    }
}
