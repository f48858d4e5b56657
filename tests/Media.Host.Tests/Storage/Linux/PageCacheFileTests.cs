using Microsoft.Win32.SafeHandles;
using Vod.Media.Host.Storage.Linux;

namespace Vod.Media.Host.Tests.Storage.Linux;

public sealed class PageCacheFileTests : IDisposable
{
    private const int Size = 3_000_000;
    private readonly string _path = Path.GetTempFileName();
    private readonly byte[] _bytes = new byte[Size];
    private readonly SafeFileHandle _handle;

    public PageCacheFileTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the page cache of Linux");
        new Random(1).NextBytes(_bytes);
        File.WriteAllBytes(_path, _bytes);
        _handle = File.OpenHandle(_path, options: FileOptions.RandomAccess);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(12_345, 100_000)]
    [InlineData(Size - 7, 7)]
    public void What_was_just_written_is_in_memory(int offset, int length)
    {
        byte[] read = new byte[length];

        Assert.True(Open().TryRead(offset, read));
        Assert.Equal(_bytes.AsSpan(offset, length).ToArray(), read);
    }

    [Fact]
    public void A_range_that_the_file_does_not_have_is_not_in_memory()
    {
        Assert.False(Open().TryRead(Size - 7, new byte[8]));
        Assert.False(Open().TryRead(Size + 1_000_000, new byte[8]));
    }

    [Fact]
    public void Nothing_is_always_there() => Assert.True(Open().TryRead(5, []));

    [Fact]
    public async Task What_is_expected_comes_into_memory()
    {
        PageCacheFile file = Open();
        byte[] read = new byte[500_000];
        Evict();
        Assert.SkipWhen(file.TryRead(1_000_000, read), "this file system keeps everything in memory");

        file.Expect(1_000_000, read.Length);

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!file.TryRead(1_000_000, read))
        {
            await Task.Yield();
            patience.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal(_bytes.AsSpan(1_000_000, read.Length).ToArray(), read);
    }

    [Fact]
    public void Expecting_a_file_that_was_closed_does_no_harm()
    {
        PageCacheFile file = Open();
        _handle.Dispose();

        file.Expect(0, Size);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        PageCacheFile file = Open();
        byte[] read = new byte[1000];
        file.TryRead(0, read);
        file.Expect(0, Size);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            file.TryRead(i, read);
            file.Expect(i, 1000);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    public void Dispose()
    {
        _handle?.Dispose();
        File.Delete(_path);
    }

    private PageCacheFile Open()
    {
        PageCacheFile? file = PageCacheFile.For(_handle);
        Assert.SkipWhen(file is null, "this file system does not tell what is in memory");
        return file;
    }

    private void Evict()
    {
        const int DontNeed = 4; // POSIX_FADV_DONTNEED: what has been written to the disk may go
        RandomAccess.FlushToDisk(_handle);
        Assert.Equal(0, LibC.posix_fadvise(_handle, 0, Size, DontNeed));
    }
}
