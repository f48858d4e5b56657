namespace Vod.Api.Tests.Support;

/// <summary>Sets an environment variable of the process until it is disposed; with null it stays unset.</summary>
internal sealed class EnvironmentVariable : IDisposable
{
    private readonly string _name;

    public EnvironmentVariable(string name, string? value)
    {
        _name = name;
        Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(_name, null);
}
