using System.Globalization;

namespace Vod.Media.Fuzz;

/// <summary>The command line.</summary>
internal sealed record FuzzOptions
{
    public const string Usage = """
        Vod.Media.Fuzz [--seconds N] [--seed N] [TARGET ...]                       every target, or those named, for N seconds each
        Vod.Media.Fuzz --guided --work FOLDER [--seconds N] [--seed N] TARGET      N seconds of CPU time; instrumented assemblies only
        Vod.Media.Fuzz --reduce FOLDER --work FOLDER TARGET                        what the work folder's corpus needs to reach all it does
        """;

    private const double DefaultSeconds = 2;

    public FuzzMode Mode { get; private init; }

    public double Seconds { get; private init; } = DefaultSeconds;

    public int Seed { get; private init; } = Environment.TickCount;

    public IReadOnlyList<string> Targets { get; private init; } = [];

    /// <summary>Where a guided run keeps its corpus and what it finds.</summary>
    public string Work { get; private init; } = "";

    /// <summary>Where a reduced corpus goes.</summary>
    public string Reduced { get; private init; } = "";

    /// <summary>Null if the arguments make no sense.</summary>
    public static FuzzOptions? Parse(string[] arguments)
    {
        FuzzOptions options = new();
        Queue<string> rest = new(arguments);
        while (rest.TryDequeue(out string? argument))
        {
            if (argument == "--guided")
            {
                options = options with { Mode = FuzzMode.Guided };
            }
            else if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                options = options with { Targets = [.. options.Targets, argument] };
            }
            else if (!rest.TryDequeue(out string? value) || options.With(argument, value) is not { } with)
            {
                return null;
            }
            else
            {
                options = with;
            }
        }

        return options.Mode != FuzzMode.Blind && options.Work.Length == 0 ? null : options;
    }

    private FuzzOptions? With(string option, string value) => option switch
    {
        "--seconds" => this with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
        "--seed" => this with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
        "--work" => this with { Work = value },
        "--reduce" => this with { Mode = FuzzMode.Reduce, Reduced = value },
        _ => null,
    };
}
