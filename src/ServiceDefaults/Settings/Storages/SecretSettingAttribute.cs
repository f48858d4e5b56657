namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>A setting that is a key or a password.</summary>
internal sealed class SecretSettingAttribute : SettingAttribute
{
    /// <param name="description">One sentence for operators.</param>
    public SecretSettingAttribute(string description)
        : base(description) => IsSecret = true;

    /// <inheritdoc/>
    public override string Placeholder => "SECRET";

    /// <inheritdoc/>
    public override string Allowed => "printable ASCII without blanks, or empty";

    /// <inheritdoc/>
    public override bool Accepts(string value) => !value.AsSpan().ContainsAnyExceptInRange('!', '~');
}
