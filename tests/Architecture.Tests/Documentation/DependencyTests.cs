using System.Text.RegularExpressions;
using System.Xml.Linq;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Documentation;

/// <summary>Every package has a row in the decision record, with the licence it really carries.</summary>
public sealed partial class DependencyTests
{
    private const string Record = "docs/adr/0012-dependencies.md";

    private static readonly string[] Permissive = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"];

    [Fact]
    public void Every_package_has_a_row_and_every_row_a_package()
    {
        string[] packages = [.. Packages().Select(p => p.Name), .. WebPackages()];
        string[] rows = [.. Rows(Repository.Read(Record)).Keys];
        Rule.Holds(packages.Except(rows).Select(p => $"{p} has no row in {Record}").Concat(rows.Except(packages).Select(r => $"{r} is in {Record} but not used")));
    }

    [Fact]
    public void Every_licence_in_the_record_is_permissive() =>
        Rule.Holds(Rows(Repository.Read(Record)).Where(r => !Permissive.Contains(r.Value)).Select(r => $"{r.Key}: {r.Value}"));

    [Fact]
    public void Every_licence_is_the_one_of_the_package() => Rule.Holds(
        from package in Packages()
        let licence = LicenceOf(package.Name, package.Version)
        let recorded = Rows(Repository.Read(Record)).GetValueOrDefault(package.Name)
        where licence is not null && licence != recorded
        select $"{package.Name} {package.Version} is under {licence}, recorded is {recorded}");

    [Fact]
    public void A_row_gives_the_package_and_its_licence() =>
        Assert.Equal("MIT", Rows("| package | licence |\n|---|---|\n| `Some.Package` | MIT | why |\n").Single(r => r.Key == "Some.Package").Value);

    private static IEnumerable<(string Name, string Version)> Packages() =>
        XElement.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(p => ((string)p.Attribute("Include")!, (string)p.Attribute("Version")!));

    private static IEnumerable<string> WebPackages()
    {
        using System.Text.Json.JsonDocument package = System.Text.Json.JsonDocument.Parse(Repository.Read("package.json"));
        return [.. from section in new[] { "dependencies", "devDependencies" }
                   where package.RootElement.TryGetProperty(section, out _)
                   from entry in package.RootElement.GetProperty(section).EnumerateObject()
                   select entry.Name];
    }

    private static Dictionary<string, string> Rows(string markdown) =>
        TableRow().Matches(markdown).ToDictionary(m => m.Groups["package"].Value, m => m.Groups["licence"].Value);

    // Null when the package is not on this machine (restored for another project only).
    private static string? LicenceOf(string name, string version)
    {
        string folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string lower = name.ToLowerInvariant();
        string specification = Path.Combine(folder, lower, version, lower + ".nuspec");
        return File.Exists(specification) ? XElement.Load(specification).Descendants().FirstOrDefault(e => e.Name.LocalName == "license")?.Value : null;
    }

    [GeneratedRegex(@"^\| `(?<package>[^`]+)` \| (?<licence>[^ |]+) \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
