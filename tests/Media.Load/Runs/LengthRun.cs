namespace Vod.Media.Load.Runs;

internal static class LengthRun
{
    public static Task MeasureAsync(LoadOptions options) => Task.CompletedTask;
}
