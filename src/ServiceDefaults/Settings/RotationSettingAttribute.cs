namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that says when a recording goes on in another file.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class RotationSettingAttribute(string description) : SettingAttribute(description)
{
    /// <inheritdoc/>
    public override string Placeholder => "LIMIT";

    /// <inheritdoc/>
    public override string Allowed => RotationLimit.Allowed;

    /// <inheritdoc/>
    public override bool Accepts(string value) => RotationLimit.TryParse(value, out _);
}
