using Microsoft.Extensions.Options;
using Vod.Media.Host.Records;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Storage.Uploads;

/// <summary>Checks at the start that recordings can be uploaded to where the settings say.</summary>
/// <param name="storages">The stores.</param>
internal sealed class UploadPathValidator(IOptions<StorageOptions> storages) : IValidateOptions<RecordingOptions>
{
    private const string Sample = "film.mp4";

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RecordingOptions options)
    {
        if (options.Upload.Length == 0)
        {
            return ValidateOptionsResult.Success;
        }

        if (UploadTarget.Find(storages.Value.Stores, options.Upload, out string folder) is not { } store)
        {
            return Fail(options, "it must begin with the name of a storage (section Storages)");
        }

        return ObjectStores.NamesOf(store).Resolve(folder + Sample, out _) switch
        {
            StorageOpenStatus.Opened => ValidateOptionsResult.Success,
            StorageOpenStatus.OutsideStorage => Fail(options, "its bucket is not among those that the storage allows"),
            _ => Fail(options, "it must be `NAME/bucket/folder`, or `NAME/folder` for a storage that has a bucket; the folder may be left out"),
        };
    }

    private static ValidateOptionsResult Fail(RecordingOptions options, string problem) =>
        ValidateOptionsResult.Fail($"Recording:Upload is '{options.Upload}'; {problem}.");
}
