namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>A setting with accounts as Web Call Server writes them.</summary>
internal sealed class CredentialsSettingAttribute : SettingAttribute
{
    /// <param name="description">One sentence for operators.</param>
    public CredentialsSettingAttribute(string description)
        : base(description) => IsSecret = true;

    /// <inheritdoc/>
    public override string Placeholder => "SECRET";

    /// <inheritdoc/>
    public override string Allowed => "`zone;login;hash`, several divided by commas, or empty";

    /// <inheritdoc/>
    public override bool Accepts(string value) => WcsCredentials.TryParse(value, out _);
}
