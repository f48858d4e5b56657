using System.Globalization;
using Vod.Media.Load;
using Vod.Media.Load.Runs;

// Measures a server with viewers by the hundred; ./bench builds, makes the films, and says which core is whose.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (LoadOptions.Parse(args) is not { IsComplete: true } options)
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

Task? run = options.Command switch
{
    "load" => LoadRun.MeasureAsync(options),
    "joins" => JoinRun.MeasureAsync(options),
    "churn" => ChurnRun.MeasureAsync(options),
    "lengths" => LengthRun.MeasureAsync(options),
    "publish" => PublishRun.MeasureAsync(options),
    "watch" => WatchRun.WatchAsync(options),
    _ => null,
};
if (run is null)
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

await run;
return 0;
