namespace Vod.ServiceDefaults.Startup;

/// <summary>Something outside the program keeps it from starting. The message is one line that says what the operator can do.</summary>
public sealed class StartupException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public StartupException()
    {
    }

    /// <summary>Creates the exception with the line for the operator.</summary>
    public StartupException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the line for the operator and what led to it.</summary>
    public StartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
