using Microsoft.Extensions.Logging.Abstractions;
using Vod.Media.Host.Library;
using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Tests.Library;

public sealed class PreparationQueueTests : IAsyncDisposable
{
    private readonly ScriptedPreparation _preparation = new();
    private readonly PreparationQueue _queue;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public PreparationQueueTests() => _queue = new PreparationQueue(_preparation, NullLogger<PreparationQueue>.Instance);

    [Fact]
    public async Task Files_are_prepared_one_after_another_those_asked_for_before_those_found()
    {
        Assert.True(_queue.TryAddFound(FakeFolder.File("found-1")));
        Assert.True(_queue.TryAddFound(FakeFolder.File("found-2")));
        Assert.True(_queue.TryAsk(FakeFolder.File("asked-1")));
        Assert.True(_queue.TryAsk(FakeFolder.File("asked-2")));
        Assert.True(_queue.TryAsk(FakeFolder.File("found-2")));
        Run();

        List<string> order = [];
        for (int i = 0; i < 4; i++)
        {
            (string path, TaskCompletionSource<PreparationEnd> end) = await _preparation.NextAsync();
            Assert.Equal((QueuePlace.AtWork, 3 - i), (_queue.Find(FakeFolder.File(path)).Place, _queue.Waiting));
            order.Add(path);
            end.SetResult(PreparationEnd.Done);
        }

        Assert.Equal(["asked-1", "asked-2", "found-2", "found-1"], order);
    }

    [Fact]
    public async Task A_file_that_waits_or_is_at_work_is_not_queued_a_second_time()
    {
        StoredFile file = FakeFolder.File("a");
        Assert.True(_queue.TryAsk(file));
        Assert.True(_queue.TryAsk(file));
        Assert.False(_queue.TryAddFound(file));
        Assert.Equal((QueuePlace.Waiting, 1), (_queue.Find(file).Place, _queue.Waiting));
        Run();
        (_, TaskCompletionSource<PreparationEnd> end) = await _preparation.NextAsync();

        Assert.True(_queue.TryAsk(file));
        Assert.False(_queue.TryAddFound(file));
        Assert.Equal(0, _queue.Waiting);
        end.SetResult(PreparationEnd.Done);
    }

    [Fact]
    public async Task What_has_failed_is_remembered_for_its_version_and_tried_again_only_when_asked_for()
    {
        StoredFile broken = FakeFolder.File("a");
        StoredFile mended = FakeFolder.File("a", minute: 1);
        _queue.TryAddFound(broken);
        _queue.TryAddFound(FakeFolder.File("b"));
        Run();
        (await _preparation.NextAsync()).End.SetResult(PreparationEnd.Failed("exit code 9"));
        (await _preparation.NextAsync()).End.SetException(new InvalidOperationException("a defect"));
        _queue.TryAsk(FakeFolder.File("c"));
        (_, TaskCompletionSource<PreparationEnd> last) = await _preparation.NextAsync();

        Assert.Equal(new QueueEntry(QueuePlace.Over, PreparationEnd.Failed("exit code 9")), _queue.Find(broken));
        Assert.Equal(new QueueEntry(QueuePlace.Over, PreparationEnd.Failed("a defect")), _queue.Find(FakeFolder.File("b")));
        Assert.False(_queue.TryAddFound(broken));
        Assert.True(_queue.TryAddFound(mended));
        Assert.True(_queue.TryAsk(broken));
        Assert.Equal(QueuePlace.Waiting, _queue.Find(broken).Place);
        last.SetResult(PreparationEnd.Done);
    }

    [Fact]
    public void Only_so_many_files_wait()
    {
        for (int i = 0; i < PreparationQueue.MaxWaiting; i++)
        {
            Assert.True(_queue.TryAddFound(FakeFolder.File($"{i}")));
        }

        Assert.False(_queue.TryAddFound(FakeFolder.File("one more")));
        Assert.False(_queue.TryAsk(FakeFolder.File("one more")));
        Assert.True(_queue.TryAsk(FakeFolder.File("7")));
        Assert.Equal((QueuePlace.Never, PreparationQueue.MaxWaiting), (_queue.Find(FakeFolder.File("one more")).Place, _queue.Waiting));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_running);
        _queue.Dispose();
        _stopping.Dispose();
    }

    private void Run() => _running = _queue.RunAsync(_stopping.Token);
}
