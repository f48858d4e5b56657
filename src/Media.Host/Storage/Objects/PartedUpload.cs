namespace Vod.Media.Host.Storage.Objects;

/// <summary>An object that is on its way in parts.</summary>
/// <param name="Address">Where it will be.</param>
/// <param name="Id">The store's name for the upload.</param>
internal readonly record struct PartedUpload(ObjectAddress Address, string Id);
