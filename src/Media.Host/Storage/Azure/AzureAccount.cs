namespace Vod.Media.Host.Storage.Azure;

/// <summary>One account of Azure Blob Storage. A class and no record, so that it does not write its secrets out. With none of the secrets the identity of the machine or of the process is used.</summary>
public sealed class AzureAccount
{
    /// <summary>Address of the blob service, such as <c>https://films.blob.core.windows.net</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Name of the account that <see cref="Key"/> belongs to.</summary>
    public string Name { get; init; } = "";

    /// <summary>Key of the account; empty for none.</summary>
    public string Key { get; init; } = "";

    /// <summary>Shared access signature, the query of an address; empty for none.</summary>
    public string Sas { get; init; } = "";
}
