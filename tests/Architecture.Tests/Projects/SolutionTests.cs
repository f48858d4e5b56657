using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Projects;

/// <summary>A project that is not in the solution is neither built nor checked.</summary>
public sealed class SolutionTests
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read("Orleans.Vod.sln").Replace('\\', '/');
        Rule.Holds(Repository.Files
            .Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains($"\"{f}\"", StringComparison.Ordinal)));
    }
}
