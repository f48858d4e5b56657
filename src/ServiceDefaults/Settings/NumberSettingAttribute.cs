using System.Globalization;

namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that is a whole number within bounds.</summary>
/// <param name="description">One sentence for operators.</param>
/// <param name="minimum">Least legal value.</param>
/// <param name="maximum">Greatest legal value.</param>
internal sealed class NumberSettingAttribute(string description, int minimum, int maximum) : SettingAttribute(description)
{
    /// <inheritdoc/>
    public override string Placeholder => "NUMBER";

    /// <inheritdoc/>
    public override string Allowed => string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");

    /// <inheritdoc/>
    public override bool Accepts(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum;
}
