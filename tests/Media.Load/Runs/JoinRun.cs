namespace Vod.Media.Load.Runs;

internal static class JoinRun
{
    public static Task MeasureAsync(LoadOptions options) => Task.CompletedTask;
}
