namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that is on or off.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class BooleanSettingAttribute(string description) : SettingAttribute(description)
{
    /// <inheritdoc/>
    public override string Placeholder => "BOOLEAN";

    /// <inheritdoc/>
    public override string Allowed => "true or false";

    /// <inheritdoc/>
    public override bool Accepts(string value) => bool.TryParse(value, out _);
}
