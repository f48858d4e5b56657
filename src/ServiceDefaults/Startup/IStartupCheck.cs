namespace Vod.ServiceDefaults.Startup;

/// <summary>Something that must be in order before the server starts: a free port, a folder, a program.</summary>
public interface IStartupCheck
{
    /// <summary>Null when all is well, else one line that says what is wrong and what the operator can do.</summary>
    ValueTask<string?> FindProblemAsync(CancellationToken cancellationToken);
}
