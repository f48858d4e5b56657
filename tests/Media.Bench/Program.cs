using System.Globalization;
using Vod.Media.Bench;

// How fast this machine encodes the pictures of the given films anew, one after the other. The settings are those of a server that nobody has told anything.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: Vod.Media.Bench FILE...");
    return 2;
}

int failed = 0;
foreach (string path in args.Select(Path.GetFullPath))
{
    await using EncodeMeasurement measurement = new(path);
    if (await measurement.RunAsync() is { } result)
    {
        Console.WriteLine($"{Path.GetFileName(path)}: {result}");
    }
    else
    {
        Console.WriteLine($"{Path.GetFileName(path)}: {measurement.Problem}");
        failed++;
    }
}

return failed == 0 ? 0 : 1;
