namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>A file is no properties file.</summary>
/// <param name="line">Number of the line that says so.</param>
/// <param name="problem">Completes the sentence "line N …"; shows nothing of the file, which may hold secrets.</param>
internal sealed class PropertiesFormatException(int line, FormattableString problem) : Exception(FormattableString.Invariant($"line {line} ") + FormattableString.Invariant(problem));
