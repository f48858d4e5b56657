namespace Vod.Media.Host.Storage.Objects;

/// <summary>Where an object is within its store.</summary>
/// <param name="Bucket">Bucket of S3, container of Azure Blob Storage.</param>
/// <param name="Key">Its name there, as it is: nothing is decoded or normalised.</param>
internal readonly record struct ObjectAddress(string Bucket, string Key)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Bucket}/{Key}";
}
