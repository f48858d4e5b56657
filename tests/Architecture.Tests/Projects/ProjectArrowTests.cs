namespace Vod.Architecture.Tests.Projects;

/// <summary>Section 2 of docs/architecture.md: which project may know which. Everything not listed is forbidden.</summary>
public sealed class ProjectArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Grains.Abstractions"] = [],
        ["Grains"] = ["Grains.Abstractions", "Media"],
        ["Media"] = [],
        ["Media.Host"] = ["Media"],
        ["AzureTables"] = [],
        ["ServiceDefaults"] = [],
        ["Api"] = ["Grains.Abstractions", "ServiceDefaults"],
        ["Silo"] = ["Grains", "Media.Host", "AzureTables", "ServiceDefaults", "Api"],
    };

    // Projects whose packages are part of the design; the others may take what docs/adr/0012-dependencies.md lists.
    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["Media"] = [],
        ["Grains.Abstractions"] = ["Microsoft.Orleans.Sdk"],
    };

    [Fact]
    public void Every_arrow_between_projects_is_allowed() => Source.Rule.Holds(ProjectFile.OfProduct().SelectMany(Violations));

    [Fact]
    public void A_forbidden_arrow_is_seen() =>
        Assert.Single(Violations(ProjectFile.Parse("Media.Host", Project("<ProjectReference Include='../Grains/Grains.csproj' />"))));

    [Fact]
    public void A_forbidden_package_is_seen() =>
        Assert.Single(Violations(ProjectFile.Parse("Media", Project("<PackageReference Include='Microsoft.Orleans.Sdk' />"))));

    [Fact]
    public void A_project_without_a_row_is_seen() => Assert.Single(Violations(ProjectFile.Parse("Shared", Project(""))));

    [Fact]
    public void A_package_of_the_build_is_no_arrow() =>
        Assert.Empty(Violations(ProjectFile.Parse("Media", Project("<PackageReference Include='Analyzer' PrivateAssets='all' />"))));

    private static string Project(string items) => $"<Project Sdk='Microsoft.NET.Sdk'><ItemGroup>{items}</ItemGroup></Project>";

    private static IEnumerable<string> Violations(ProjectFile project)
    {
        if (!Allowed.TryGetValue(project.Name, out string[]? allowed))
        {
            return [$"{project.Name} has no row in the table of arrows"];
        }

        IEnumerable<string> packages = AllowedPackages.TryGetValue(project.Name, out string[]? allowedPackages) ? project.Packages.Except(allowedPackages) : [];
        return project.Projects.Except(allowed).Concat(packages).Select(target => $"{project.Name} -> {target} is not allowed");
    }
}
