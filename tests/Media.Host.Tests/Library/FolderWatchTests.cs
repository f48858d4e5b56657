using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Vod.Media.Host.Library;
using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Tests.Library;

/// <summary>The watch over the folder, on time that moves when a test says so.</summary>
public sealed class FolderWatchTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeFolder _folder = new();
    private readonly PreparationQueue _queue = new(new ScriptedPreparation(), NullLogger<PreparationQueue>.Instance);
    private readonly HashSet<string> _ready = [];
    private readonly List<string> _looked = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly FolderWatch _watch;
    private readonly Task _running;

    public FolderWatchTests()
    {
        _watch = new FolderWatch(_folder, IsInNeed, _queue, _clock, NullLogger<FolderWatch>.Instance);
        _running = _watch.RunAsync(_stopping.Token);
    }

    [Fact]
    public void A_file_is_queued_when_it_was_left_alone_from_one_look_to_the_next()
    {
        _folder.Put("copied.mp4", size: 100);
        Pass();
        _folder.Put("copied.mp4", size: 200);
        Pass();
        _folder.Put("copied.mp4", size: 200, minute: 1);
        Pass();
        Assert.Equal(0, _queue.Waiting);

        Pass();

        Assert.Equal(QueuePlace.Waiting, _queue.Find(FakeFolder.File("copied.mp4", 200, minute: 1)).Place);
        Pass();
        Assert.Equal(1, _queue.Waiting);
    }

    [Fact]
    public void Nothing_happens_before_the_period_is_over()
    {
        _folder.Put("a.mp4");
        Pass();
        _clock.Advance(FolderWatch.Period - TimeSpan.FromMilliseconds(1));
        Assert.Empty(_looked);

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["a.mp4"], _looked);
    }

    [Fact]
    public void What_needs_nothing_is_not_queued_until_its_chunks_are_gone()
    {
        _ready.Add("a.mp4");
        _folder.Put("a.mp4");
        Pass();
        Pass();
        Assert.Equal(["a.mp4"], _looked);
        Assert.Equal(0, _queue.Waiting);

        _ready.Clear();
        Pass();

        Assert.Equal(1, _queue.Waiting);
    }

    [Fact]
    public void A_look_that_goes_wrong_is_not_the_last()
    {
        _folder.Put("broken.mp4");
        _folder.Put("sound.mp4");
        Pass();
        Pass();
        _folder.Files.Remove("broken.mp4");
        Pass();

        Assert.Equal(1, _queue.Waiting);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_running);
        _queue.Dispose();
        _stopping.Dispose();
    }

    private void Pass() => _clock.Advance(FolderWatch.Period);

    private Task<bool> IsInNeed(StoredFile file, CancellationToken cancellation)
    {
        _looked.Add(file.Path);
        return file.Path == "broken.mp4" ? throw new InvalidOperationException("a defect") : Task.FromResult(!_ready.Contains(file.Path));
    }
}
