namespace Vod.ServiceDefaults.Settings;

/// <summary>The command line or a setting is wrong. The message is one line for the operator.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public SettingsException()
    {
    }

    /// <summary>Creates the exception with the line for the operator.</summary>
    public SettingsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the line for the operator and what led to it.</summary>
    public SettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
