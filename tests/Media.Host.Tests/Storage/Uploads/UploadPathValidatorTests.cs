using Microsoft.Extensions.Options;
using Vod.Media.Host.Records;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Uploads;

namespace Vod.Media.Host.Tests.Storage.Uploads;

public sealed class UploadPathValidatorTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("s3/bucket", null)]
    [InlineData("s3/bucket/a/b", null)]
    [InlineData("films", null)]
    [InlineData("films/a", null)]
    [InlineData("other/bucket", "it must begin with the name of a storage (section Storages)")]
    [InlineData("S3/bucket", "it must begin with the name of a storage (section Storages)")]
    [InlineData("s3", "it must be `NAME/bucket/folder`")]
    [InlineData("s3/Bucket!", "it must be `NAME/bucket/folder`")]
    [InlineData("s3/bucket/../a", "it must be `NAME/bucket/folder`")]
    [InlineData("s3/payroll", "its bucket is not among those that the storage allows")]
    public void A_path_must_lead_into_a_store(string path, string? problem)
    {
        StorageOptions storages = new();
        storages.Stores.Add(new ObjectStoreOptions { Name = "s3", Kind = ObjectStoreKind.S3, AllowedBuckets = ["bucket"] });
        storages.Stores.Add(new ObjectStoreOptions { Name = "films", Kind = ObjectStoreKind.S3, Bucket = "films" });
        ValidateOptionsResult result = new UploadPathValidator(Options.Create(storages)).Validate(null, new RecordingOptions { Upload = path });
        Assert.Equal(problem is null, result.Succeeded);
        if (problem is not null)
        {
            Assert.StartsWith($"Recording:Upload is '{path}'; {problem}", result.FailureMessage, StringComparison.Ordinal);
        }
    }
}
