using Microsoft.Extensions.Logging;

namespace Vod.Media.Host.Records;

/// <summary>Gives files their names once they are finished.</summary>
internal static partial class RecordFiles
{
    /// <summary>Gives a finished file its name.</summary>
    /// <param name="context">The folder and the names in use.</param>
    /// <param name="unfinished">What it is called.</param>
    /// <param name="begun">Its name so far, without prefix and ending.</param>
    /// <param name="extension">Its ending.</param>
    /// <param name="end">When the recording ended.</param>
    /// <param name="duration">How long it is.</param>
    /// <returns>The name; empty when it kept the old one.</returns>
    public static string GiveName(RecordingContext context, string unfinished, string begun, string extension, DateTimeOffset end, TimeSpan duration)
    {
        string name = RecordName.End(begun, end, duration);
        try
        {
            if (name == begun && context.Folder.TryRename(unfinished, name + extension))
            {
                return name + extension;
            }

            while (context.Names.Take(name, extension) is { } other)
            {
                try
                {
                    if (context.Folder.TryRename(unfinished, other + extension))
                    {
                        return other + extension;
                    }
                }
                finally
                {
                    context.Names.Release(other, extension);
                }
            }

            LogNameless(context.Logger, unfinished, "there are too many of that name");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNameless(context.Logger, unfinished, exception.Message);
        }

        return "";
    }

    /// <summary>Deletes a file with nothing in it.</summary>
    public static void TryDelete(RecordingContext context, string name)
    {
        try
        {
            context.Folder.Delete(name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogUndeleted(context.Logger, name, exception.Message);
        }
    }

    [LoggerMessage(EventId = 506, Level = LogLevel.Error, Message = "The recording {File} could not be given its name: {Reason}; the next start tries again")]
    private static partial void LogNameless(ILogger logger, string file, string reason);

    [LoggerMessage(EventId = 507, Level = LogLevel.Warning, Message = "The empty recording {File} could not be deleted: {Reason}")]
    private static partial void LogUndeleted(ILogger logger, string file, string reason);
}
