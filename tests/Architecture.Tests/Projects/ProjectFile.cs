using System.Xml.Linq;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Projects;

/// <summary>What a .csproj refers to.</summary>
/// <param name="Name">Media.Host, without the extension.</param>
/// <param name="Projects">Names of the referenced projects.</param>
/// <param name="Packages">Names of the referenced packages, without those that are only there at build time.</param>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    /// <summary>The projects under src/.</summary>
    public static IEnumerable<ProjectFile> OfProduct() =>
        Repository.Files
            .Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(f => Parse(Path.GetFileNameWithoutExtension(f), Repository.Read(f)));

    /// <summary>Reads the text of a project file.</summary>
    public static ProjectFile Parse(string name, string xml)
    {
        XElement root = XElement.Parse(xml);
        return new ProjectFile(
            name,
            [.. root.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(Include(r).Replace('\\', '/')))],
            [.. root.Descendants("PackageReference").Where(r => !IsBuildOnly(r)).Select(Include)]);
    }

    private static string Include(XElement reference) => (string)reference.Attribute("Include")!;

    private static bool IsBuildOnly(XElement package) => (string?)package.Attribute("PrivateAssets") == "all";
}
