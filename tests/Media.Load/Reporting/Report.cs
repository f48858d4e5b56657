using System.Text.Json;

namespace Vod.Media.Load.Reporting;

/// <summary>What a measurement leaves behind: a table on the screen, and all of it as JSON.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private readonly LoadOptions _options;
    private readonly Machine _machine = Machine.Read();
    private readonly List<object> _rows = [];
    private readonly DateTimeOffset _begun = TimeProvider.System.GetUtcNow();

    /// <param name="options">What was asked for.</param>
    public Report(LoadOptions options)
    {
        _options = options;
        Console.WriteLine($"machine   {_machine.Processor}, {_machine.Cores} cores, kernel {_machine.Kernel}, {_machine.Runtime}");
        Console.WriteLine($"load      {_machine.LoadAverage}");
        Console.WriteLine($"revision  {options.Revision}");
        Console.WriteLine($"command   {Environment.CommandLine}");
    }

    /// <summary>How the server was started the first time.</summary>
    public string? ServerCommand { get; private set; }

    /// <summary>Says how the server was started; once.</summary>
    public void ShowServer(string command)
    {
        if (ServerCommand is null)
        {
            ServerCommand = command;
            Console.WriteLine($"server    {command}");
            Console.WriteLine();
        }
    }

    /// <summary>Keeps a row, and writes all so far, so that a measurement that is broken off leaves what it has.</summary>
    public void Add(object row)
    {
        _rows.Add(row);
        File.WriteAllText(FilePath, JsonSerializer.Serialize(
            new { what = _options.Command, begun = _begun, revision = _options.Revision, command = Environment.CommandLine, server = ServerCommand, machine = _machine, rows = _rows },
            Json));
    }

    /// <summary>Says where the file is.</summary>
    public void Close() => Console.WriteLine($"\n{FilePath}");

    private string FilePath => Path.Combine(_options.Output, $"{_options.Command}-{_begun:yyyyMMdd-HHmmss}.json");
}
