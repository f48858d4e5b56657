namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>A key of <c>flashphoner.properties</c> that is known here.</summary>
/// <param name="Name">The key as Web Call Server writes it.</param>
/// <param name="Kind">What it is to this server.</param>
/// <param name="Remark">
/// For a setting what operators should know of the translation, or nothing; for the others a sentence without a full stop that says what is missing, or why it means nothing.
/// </param>
/// <param name="Setting">Key of our setting; null when there is none.</param>
/// <param name="ListSeparator">What divides the elements when our setting is a list.</param>
/// <param name="IsRepeatable">Whether all lines with the key count, as if their values stood in one, divided by commas.</param>
internal sealed record WcsKey(string Name, WcsKeyKind Kind, string Remark, string? Setting = null, char ListSeparator = ',', bool IsRepeatable = false)
{
    /// <summary>The elements of a value for a setting that is a list.</summary>
    public string[] Split(string value) => value.Split(ListSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
