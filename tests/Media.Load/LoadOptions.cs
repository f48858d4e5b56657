using System.Globalization;
using Vod.Media.Load.Viewers;

namespace Vod.Media.Load;

/// <summary>What the command line asks for.</summary>
internal sealed record LoadOptions
{
    /// <summary>What the program prints when it is not understood.</summary>
    public const string Usage =
        "usage: Vod.Media.Load load|joins|churn|lengths|publish --server ASSEMBLY --film FILE[,FILE] --output FOLDER [--revision TEXT] [--server-core N] [--viewers N,N] "
        + "[--mode shared,personal] [--window SECONDS] [--ramp MILLISECONDS] [--rates N,N] [--minutes N] [--threads N] [--decrypt all|sample|none] [-- SERVER-ARGUMENTS]\n"
        + "       Vod.Media.Load watch --url URL --stream NAME [--viewers N] [--window SECONDS] [--ramp MILLISECONDS] [--threads N] [--decrypt all|sample|none]";

    /// <summary>What is measured: load, joins, churn, lengths, publish; or watch, which measures nothing.</summary>
    public required string Command { get; init; }

    /// <summary>The HTTP port of a server that runs already.</summary>
    public Uri? Url { get; init; }

    /// <summary>The stream that is watched there.</summary>
    public string Stream { get; init; } = "";

    /// <summary>Whether all is said that the command needs.</summary>
    public bool IsComplete => Command == "watch" ? Url is not null && Stream != "" : Films.Count > 0;

    /// <summary>Path of the server's assembly.</summary>
    public string Server { get; init; } = "";

    /// <summary>Films; most measurements take one.</summary>
    public IReadOnlyList<string> Films { get; init; } = [];

    /// <summary>Folder for the report, the log of the server, and its media folder while it runs.</summary>
    public string Output { get; init; } = "";

    /// <summary>The state of the sources, for the report.</summary>
    public string Revision { get; init; } = "unknown";

    /// <summary>The core the server is bound to; null leaves that to the system.</summary>
    public int? ServerCore { get; init; }

    /// <summary>Numbers of viewers, or of publishers; empty for what the command has in mind.</summary>
    public IReadOnlyList<int> Viewers { get; init; } = [];

    /// <summary>Kinds of streams.</summary>
    public IReadOnlyList<StreamMode> Modes { get; init; } = [StreamMode.Shared, StreamMode.Personal];

    /// <summary>How long is measured.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time between two joins.</summary>
    public TimeSpan Ramp { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Joins per second, step by step.</summary>
    public IReadOnlyList<int> Rates { get; init; } = [10, 20, 50, 100, 150, 200, 300, 400, 600, 800];

    /// <summary>How long viewers come and go.</summary>
    public int Minutes { get; init; } = 30;

    /// <summary>Threads that carry viewers.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Which packets are opened.</summary>
    public DecryptShare Decrypt { get; init; } = DecryptShare.Sample;

    /// <summary>Further arguments of the server.</summary>
    public IReadOnlyList<string> ServerArguments { get; init; } = [];

    /// <summary>Reads the command line; null when it is not understood.</summary>
    public static LoadOptions? Parse(string[] args)
    {
        if (args is not [string command, ..])
        {
            return null;
        }

        LoadOptions options = new() { Command = command };
        try
        {
            for (int i = 1; i < args.Length; i += 2)
            {
                if (args[i] == "--")
                {
                    return options with { ServerArguments = args[(i + 1)..] };
                }

                options = options.With(args[i], args[i + 1]);
            }
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }

        return options;
    }

    private LoadOptions With(string name, string value) => name switch
    {
        "--url" => this with { Url = new Uri(value) },
        "--stream" => this with { Stream = value },
        "--server" => this with { Server = value },
        "--film" => this with { Films = value.Split(',') },
        "--output" => this with { Output = Path.GetFullPath(value) },
        "--revision" => this with { Revision = value },
        "--server-core" => this with { ServerCore = Number(value) },
        "--viewers" => this with { Viewers = Numbers(value) },
        "--mode" => this with { Modes = [.. value.Split(',').Select(mode => Enum.Parse<StreamMode>(mode, ignoreCase: true))] },
        "--window" => this with { Window = TimeSpan.FromSeconds(Number(value)) },
        "--ramp" => this with { Ramp = TimeSpan.FromMilliseconds(Number(value)) },
        "--rates" => this with { Rates = Numbers(value) },
        "--minutes" => this with { Minutes = Number(value) },
        "--threads" => this with { Threads = Number(value) },
        "--decrypt" => this with { Decrypt = Enum.Parse<DecryptShare>(value, ignoreCase: true) },
        _ => throw new ArgumentException(name),
    };

    private static int[] Numbers(string value) => [.. value.Split(',').Select(Number)];

    private static int Number(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
}
