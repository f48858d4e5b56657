using Vod.Media.Host.Records;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.Uploads;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.Uploads;

/// <summary>What must hold for recordings whatever the store.</summary>
public abstract class RecordUploadTests : IDisposable
{
    private protected const int PartBytes = 5 << 20;
    private protected const string Name = "film.mp4";

    private readonly string _root = Directory.CreateTempSubdirectory("vod-upload-").FullName;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(PartBytes)]
    [InlineData(PartBytes + 1)]
    public async Task A_file_is_deleted_when_the_store_has_it(int size)
    {
        using IWritableObjectStore store = await OpenAsync();
        string path = Record(Bytes.Of(size));
        using FileStream reader = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        Assert.Equal(new UploadResult(UploadOutcome.Done, size, ""), await Upload(store).RunAsync(Name, Token));

        Assert.False(File.Exists(path));
        Assert.Equal(Bytes.Of(size), await StoredAsync(store, size));
        byte[] read = new byte[size];
        await reader.ReadExactlyAsync(read, Token);
        Assert.Equal(Bytes.Of(size), read);
        Assert.Equal(UploadOutcome.Gone, (await Upload(store).RunAsync(Name, Token)).Outcome);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(PartBytes + 1)]
    public async Task What_a_process_uploaded_that_ended_before_it_deleted_the_file_counts(int size)
    {
        using IWritableObjectStore store = await OpenAsync();
        Record(Bytes.Of(size));
        await Upload(store).RunAsync(Name, Token);
        string path = Record(Bytes.Of(size));

        Assert.Equal(UploadOutcome.Done, (await Upload(new OneWayStore(store)).RunAsync(Name, Token)).Outcome);
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(999)]
    public async Task Another_object_of_that_name_is_left_alone_and_so_is_the_file(int otherSize)
    {
        using IWritableObjectStore store = await OpenAsync();
        byte[] other = Bytes.Of(otherSize);
        other[^1] ^= 1;
        Record(other);
        await Upload(store).RunAsync(Name, Token);
        string path = Record(Bytes.Of(1000));

        Assert.Equal(new UploadResult(UploadOutcome.Refused, 0, "the store has something else of that name"), await Upload(store).RunAsync(Name, Token));
        Assert.True(File.Exists(path));
        Assert.Equal(other, await StoredAsync(store, 2000));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(PartBytes + 1)]
    public async Task What_ended_in_the_middle_is_uploaded_by_the_next_process(int size)
    {
        using IWritableObjectStore store = await OpenAsync();
        string path = Record(Bytes.Of(size));
        using CancellationTokenSource end = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Upload(new EndingStore(store, end)).RunAsync(Name, end.Token));
        Assert.True(File.Exists(path));

        Assert.Equal(UploadOutcome.Done, (await Upload(store).RunAsync(Name, Token)).Outcome);
        Assert.Equal(Bytes.Of(size), await StoredAsync(store, size));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(PartBytes + 1)]
    public async Task What_arrives_damaged_keeps_the_file(int size)
    {
        using IWritableObjectStore store = await OpenAsync();
        string path = Record(Bytes.Of(size));
        Assert.Equal(UploadOutcome.Refused, (await Upload(new DamagingStore(store)).RunAsync(Name, Token)).Outcome);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task Wrong_credentials_keep_the_file_and_are_not_told()
    {
        using IWritableObjectStore store = await OpenAsync();
        string path = Record(Bytes.Of(1000));
        using (IWritableObjectStore wrong = OpenWrong())
        {
            UploadResult result = await Upload(wrong).RunAsync(Name, Token);
            Assert.Equal(UploadOutcome.Failed, result.Outcome);
            Assert.StartsWith("the store answers 403", result.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain("=", result.Detail, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(path));
        Assert.Equal(UploadOutcome.Done, (await Upload(store).RunAsync(Name, Token)).Outcome);
    }

    private protected abstract string Bucket { get; }

    private protected abstract Task<IWritableObjectStore> OpenAsync();

    private protected abstract IWritableObjectStore OpenWrong();

    private protected string Record(byte[] content)
    {
        string path = Path.Join(_root, Name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private protected RecordUpload Upload(IWritableObjectStore store) =>
        new(new LocalRecordFolder(_root), new UploadTarget(store, new ObjectNames(static _ => true, Bucket, "", []), "records/"), TimeProvider.System, new Random(1), PartBytes);

    private protected async Task<byte[]> StoredAsync(IWritableObjectStore store, int most) =>
        await Bytes.ReadAsync(await store.GetAsync(new ObjectAddress(Bucket, $"records/{Name}"), 0, most, entityTag: null, Token));
}
