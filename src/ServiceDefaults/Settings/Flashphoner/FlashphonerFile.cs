using System.Text;

namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>Reads a <c>flashphoner.properties</c> from disk.</summary>
internal static class FlashphonerFile
{
    private const int PieceBytes = 81_920;

    /// <summary>Reads and translates a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">How the operator named it, for messages.</param>
    /// <exception cref="SettingsException">The file is missing or unreadable, breaks the format, or has an illegal value.</exception>
    public static FlashphonerSettings Read(string path, string name)
    {
        string shown = OneLine.Of(name);
        string text = Encoding.UTF8.GetString(ReadBytes(path, shown));
        try
        {
            return new FlashphonerSettings(shown, PropertiesParser.Parse(text));
        }
        catch (PropertiesFormatException exception)
        {
            throw new SettingsException($"{shown} {exception.Message}.", exception);
        }
    }

    private static byte[] ReadBytes(string path, string name)
    {
        try
        {
            // The length is not asked for, as pipes and devices have none.
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            using MemoryStream content = new();
            byte[] piece = new byte[PieceBytes];
            while (file.Read(piece) is > 0 and int count)
            {
                content.Write(piece, 0, count);
                if (content.Length > PropertiesLimits.MaxBytes)
                {
                    throw new SettingsException($"The properties file '{name}' has more than {PropertiesLimits.MaxBytes / 1024 / 1024} MB; that is no settings file.");
                }
            }

            return content.ToArray();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException($"The properties file '{name}' does not exist; give another with --properties.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingsException($"The properties file '{name}' cannot be read: {OneLine.Of(exception.Message)}", exception);
        }
    }
}
