using System.Globalization;

namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that is a whole number within bounds.</summary>
/// <param name="description">One sentence for operators.</param>
/// <param name="minimum">Least legal value.</param>
/// <param name="maximum">Greatest legal value.</param>
internal sealed class NumberSettingAttribute(string description, int minimum, int maximum) : SettingAttribute(description)
{
    /// <summary>What is counted, in the plural, such as <c>milliseconds</c>; null when the description says it.</summary>
    public string? Unit { get; init; }

    /// <inheritdoc/>
    public override string Placeholder => "NUMBER";

    /// <inheritdoc/>
    public override string Allowed =>
        string.Create(CultureInfo.InvariantCulture, $"a whole number{(Unit is null ? "" : $" of {Unit}")} from {minimum} to {maximum}");

    /// <inheritdoc/>
    public override bool Accepts(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum;
}
