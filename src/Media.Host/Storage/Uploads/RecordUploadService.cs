using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Media.Host.Records;

namespace Vod.Media.Host.Storage.Uploads;

/// <summary>Uploads recordings while the server runs, if the settings say where to. What is in the folder at the start goes first, in the order in which it was written.</summary>
internal sealed partial class RecordUploadService(
    RecordingOptions options,
    IOptions<StorageOptions> storages,
    IRecordFolder folder,
    UploadQueue queue,
    UploadCounters counters,
    ILogger<RecordUploadService> logger,
    TimeProvider? clock = null) : BackgroundService
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Whether a file of the folder is a finished recording.</summary>
    public static bool IsFinished(string name) => name[0] != '.' && Path.GetExtension(name) is ".mp4" or ".webm";

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anything can be recorded: what is finished later is offered when its script has run.
        if (options.Upload.Length > 0)
        {
            OfferAll();
        }

        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Upload.Length == 0)
        {
            return;
        }

        using UploadTarget target = UploadTarget.Open(storages.Value.Stores, options.Upload);
        RecordUpload upload = new(folder, target, _clock, Random.Shared);
        await new RecordUploader(queue, upload.RunAsync, counters, _clock, Random.Shared, logger).RunAsync(stoppingToken);
    }

    private void OfferAll()
    {
        try
        {
            foreach (string name in folder.FilesBeginningWith("").Where(IsFinished).OrderBy(folder.WrittenAt))
            {
                queue.Offer(name);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogUnseen(logger, exception.Message);
        }
    }

    [LoggerMessage(EventId = 534, Level = LogLevel.Error, Message = "The folder of the recordings cannot be read, so what is there is not uploaded: {Reason}")]
    private static partial void LogUnseen(ILogger logger, string reason);
}
