namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>One entry of a properties file.</summary>
/// <param name="Line">Number of the line it begins in, from 1.</param>
/// <param name="Key">Its key; empty when the line begins with a separator.</param>
/// <param name="Value">Its value without the blanks around it.</param>
/// <param name="HasSeparator">Whether an equals sign or a colon divides the two. A blank does as well, but is as often a sign that the line is none of a setting.</param>
internal sealed record PropertiesEntry(int Line, string Key, string Value, bool HasSeparator);
