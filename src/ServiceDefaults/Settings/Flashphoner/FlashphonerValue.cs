namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>A setting as the file gives it.</summary>
/// <param name="Setting">Our setting.</param>
/// <param name="Entry">Where it stands in the file.</param>
/// <param name="Values">What it is set to in our terms: one value, or the elements of a list.</param>
internal sealed record FlashphonerValue(SettingDefinition Setting, PropertiesEntry Entry, IReadOnlyList<string> Values);
