namespace Vod.Media.Host.Records;

/// <summary>What follows each finished file of one recording, one after the other: the script of the operator, then the upload.</summary>
/// <param name="context">The folder, and where files are offered for upload.</param>
/// <param name="stream">Name of the stream; empty when nobody knows it any more, and no script is run.</param>
internal sealed class RecordAftermath(RecordingContext context, string stream)
{
    private readonly RecordingHook _hook = new(context.Options, context.Clock, context.Logger);
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Complete when all that follows the files so far is done.</summary>
    public Task Completion
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <summary>A file is finished. Any thread.</summary>
    public void Add(string name)
    {
        lock (_lock)
        {
            _last = FollowAsync(_last, name);
        }
    }

    private async Task FollowAsync(Task before, string name)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (stream.Length > 0)
        {
            await _hook.RunAsync(stream, context.Folder.PathOf(name));
        }

        // Not before: the script finds the file.
        context.Uploads?.Offer(name);
    }
}
