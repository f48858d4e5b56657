namespace Vod.Storage.Tests.Failures;

/// <summary>Sets variables of this process, and puts them back.</summary>
internal sealed class EnvironmentVariables : IDisposable
{
    private readonly (string Name, string? Before)[] _before;

    /// <param name="variables">Names and values; null for a variable that is not to be there.</param>
    public EnvironmentVariables(params (string Name, string? Value)[] variables)
    {
        _before = [.. variables.Select(v => (v.Name, Environment.GetEnvironmentVariable(v.Name)))];
        foreach ((string name, string? value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
