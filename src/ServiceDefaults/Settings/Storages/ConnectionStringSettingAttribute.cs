namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>A setting that is a connection string of Azure Storage.</summary>
internal sealed class ConnectionStringSettingAttribute : SettingAttribute
{
    /// <param name="description">One sentence for operators.</param>
    public ConnectionStringSettingAttribute(string description)
        : base(description) => IsSecret = true;

    /// <inheritdoc/>
    public override string Placeholder => "SECRET";

    /// <inheritdoc/>
    public override string Allowed => "a connection string of Azure Storage with the key of an account or a shared access signature, or empty";

    /// <inheritdoc/>
    public override bool Accepts(string value) => value.Length == 0 || AzureConnectionString.TryParse(value, out _);
}
