namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>A logical line: what is left when comments are gone and continuations are joined. Escapes are still in it.</summary>
/// <param name="Number">Number of the line of the file it begins in, from 1.</param>
/// <param name="Text">Its text without the blanks in front of each part.</param>
internal readonly record struct PropertiesLine(int Number, string Text);
