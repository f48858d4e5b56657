using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Admin;
using Vod.ServiceDefaults.Settings;
using Vod.ServiceDefaults.Settings.Flashphoner;
using Vod.ServiceDefaults.Startup;
using Vod.ServiceDefaults.Telemetry;

namespace Vod.ServiceDefaults;

/// <summary>
/// Runs a server from its command line to its exit code: settings, logging, startup checks, start, wait for Ctrl-C.
/// What an operator can put right is answered by one line on the error stream; only defects show a trace.
/// </summary>
public static partial class VodHost
{
    /// <summary>The server ran and was stopped.</summary>
    public const int Stopped = 0;

    /// <summary>Something outside the program kept it from starting.</summary>
    public const int CannotStart = 1;

    /// <summary>The command line or a setting is wrong.</summary>
    public const int BadSettings = 2;

    // Long enough to say goodbye to viewers, short enough that Ctrl-C feels like one.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Adds the services of the program.</param>
    /// <param name="map">Adds its endpoints.</param>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(string[] args, Action<WebApplicationBuilder> configure, Action<WebApplication> map)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(map);
        try
        {
            CommandLine commandLine = CommandLine.Parse(args);
            if (commandLine.WantsHelp)
            {
                await Console.Out.WriteAsync(CommandLine.Help());
                return Stopped;
            }

            await using WebApplication app = Build(commandLine, configure, map);
            FlashphonerLog.Write((IConfigurationRoot)app.Configuration, Logger(app));
            app.Services.GetService<IStartupValidator>()?.Validate();
            if (await StartupProblem.FindAsync(app.Services, CancellationToken.None) is { } problem)
            {
                return Fail(CannotStart, problem);
            }

            await app.StartAsync();
            Announce(app);
            await app.WaitForShutdownAsync();
            return Stopped;
        }
        catch (Exception exception) when (StartupProblem.Explain(exception) is { } failure)
        {
            return Fail(failure.ExitCode, failure.Line);
        }
    }

    private static WebApplication Build(CommandLine commandLine, Action<WebApplicationBuilder> configure, Action<WebApplication> map)
    {
        // No arguments for the host itself: our switches would otherwise be read as its settings.
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Environment.CurrentDirectory });
        VodConfiguration.Add(builder.Configuration, commandLine, builder.Environment.ContentRootPath);
        VodLogging.Add(builder.Logging, builder.Configuration);
        builder.Services.AddVodSettings(builder.Environment.ContentRootPath);
        builder.Services.AddStartupCheck<MediaDirectoryCheck>();
        builder.Services.AddStartupCheck<TcpPortsCheck>();
        builder.Services.AddStartupCheck<AdminPortCheck>();
        builder.Services.AddStartupCheck<MediaPortsCheck>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = ShutdownTimeout);
        configure(builder);
        builder.Services.AddAdminPort();
        builder.AddVodTelemetry();
        WebApplication app = builder.Build();
        app.Services.StartMetrics();
        app.UseAdminPort();
        map(app);
        return app;
    }

    private static void Announce(WebApplication app)
    {
        ILogger logger = Logger(app);
        ServerOptions server = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        if (!IPAddress.IsLoopback(IPAddress.Parse(server.Listen)))
        {
            LogOpenToAll(logger, server.Listen);
        }

        if (app.Services.GetRequiredService<IOptions<AdminOptions>>().Value is { IsOn: true } admin)
        {
            LogAdmin(logger, admin.Listen, admin.Port);
        }

        LogReady(logger);
    }

    private static ILogger Logger(WebApplication app) => app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(VodHost).FullName!);

    private static int Fail(int exitCode, string problem)
    {
        Console.Error.WriteLine(problem);
        return exitCode;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Ready. Ctrl-C stops the server.")]
    private static partial void LogReady(ILogger logger);

    [LoggerMessage(
        EventId = 2,
        Level = LogLevel.Warning,
        Message = "Listening on {Address}: there is no access control yet, whoever reaches this address can play every file.")]
    private static partial void LogOpenToAll(ILogger logger, string address);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "Metrics on port {Port} of {Address}: /metrics")]
    private static partial void LogAdmin(ILogger logger, string address, int port);
}
