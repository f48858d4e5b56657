using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>Logs what was noticed while <c>flashphoner.properties</c> was read, which is before there is a log.</summary>
internal static partial class FlashphonerLog
{
    /// <summary>Logs all remarks.</summary>
    public static void Write(IConfigurationRoot configuration, ILogger logger)
    {
        foreach (FlashphonerConfigurationSource file in configuration.Providers.OfType<FlashphonerConfigurationProvider>().Select(p => p.Source))
        {
            foreach (FlashphonerRemark remark in file.Settings.Remarks)
            {
                LogRemark(logger, remark.IsWarning ? LogLevel.Warning : LogLevel.Information, file.FileName, remark.Line, remark.Text);
            }

            if (file.Settings.OmittedRemarks > 0)
            {
                LogOmitted(logger, file.FileName, file.Settings.OmittedRemarks);
            }
        }
    }

    [LoggerMessage(EventId = 11, Message = "{File} line {Line}: {Text}")]
    private static partial void LogRemark(ILogger logger, LogLevel level, string file, int line, string text);

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "{File}: {Count} more remarks are not shown; is this the right file?")]
    private static partial void LogOmitted(ILogger logger, string file, int count);
}
