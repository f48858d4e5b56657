namespace Vod.Media.Load.Runs;

internal static class ChurnRun
{
    public static Task MeasureAsync(LoadOptions options) => Task.CompletedTask;
}
