using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Vod.ServiceDefaults;

namespace Vod.Api.Tests.Support;

/// <summary>One run of a server from its command line to its exit code. The error stream belongs to the process, so no two may run at a time.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Error">What was written to the error stream.</param>
/// <param name="Log">What was logged.</param>
internal sealed record HostRun(int Code, string Error, IReadOnlyList<(string Category, LogLevel Level, string Message)> Log)
{
    public static async Task<HostRun> RunAsync(string[] args, Action<WebApplicationBuilder>? builder = null, Action<WebApplication>? app = null)
    {
        TextWriter console = Console.Error;
        using StringWriter error = new();
        using RecordingLoggerProvider log = new();
        Console.SetError(error);
        try
        {
            int code = await VodHost.RunAsync(args, Configure, app ?? (_ => { })).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
            return new HostRun(code, error.ToString(), [.. log.Entries]);
        }
        finally
        {
            Console.SetError(console);
        }

        void Configure(WebApplicationBuilder host)
        {
            host.Logging.AddProvider(log);
            builder?.Invoke(host);
        }
    }
}
