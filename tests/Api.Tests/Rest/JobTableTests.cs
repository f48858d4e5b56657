using Microsoft.Extensions.Time.Testing;
using Vod.Api.Rest;
using Vod.Api.Rest.Jobs;

namespace Vod.Api.Tests.Rest;

public sealed class JobTableTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Jobs_beyond_those_that_run_are_pending_until_one_is_over()
    {
        using JobTable table = new(new FakeTimeProvider());
        TaskCompletionSource<RestAnswer> first = new();
        Job job = table.TryStart("/first", () => first.Task, Minute)!;
        for (int i = 1; i < RestLimits.MaxRunningJobs; i++)
        {
            table.TryStart("/other", Never, Minute);
        }

        Job pending = table.TryStart("/pending", () => Task.FromResult(RestAnswer.Done), Minute)!;
        Assert.Equal(("RUNNING", "PENDING"), (table.Find(job.Id)!.State, table.Find(pending.Id)!.State));
        first.SetResult(RestAnswer.Done);
        await pending.Over.WaitAsync(Minute, TestContext.Current.CancellationToken);
        Assert.Equal("DONE", table.Find(pending.Id)!.State);
    }

    [Fact]
    public async Task A_pending_job_whose_time_is_over_never_runs()
    {
        FakeTimeProvider time = new();
        using JobTable table = new(time);
        TaskCompletionSource<RestAnswer> first = new();
        table.TryStart("/first", () => first.Task, Minute);
        for (int i = 1; i < RestLimits.MaxRunningJobs; i++)
        {
            table.TryStart("/other", Never, Minute);
        }

        bool hasRun = false;
        Job pending = table.TryStart("/pending", () => { hasRun = true; return Never(); }, TimeSpan.FromSeconds(1))!;
        time.Advance(TimeSpan.FromSeconds(1));
        await pending.Over.WaitAsync(Minute, TestContext.Current.CancellationToken);
        first.SetResult(RestAnswer.Done);
        Assert.Equal(("CANCELLED", false), (table.Find(pending.Id)!.State, hasRun));
    }

    [Fact]
    public async Task A_pending_job_that_is_cancelled_never_runs()
    {
        using JobTable table = new(new FakeTimeProvider());
        TaskCompletionSource<RestAnswer> first = new();
        table.TryStart("/first", () => first.Task, Minute);
        for (int i = 1; i < RestLimits.MaxRunningJobs; i++)
        {
            table.TryStart("/other", Never, Minute);
        }

        bool hasRun = false;
        Job cancelled = table.TryStart("/pending", () => { hasRun = true; return Never(); }, Minute)!;
        Job next = table.TryStart("/pending", () => Task.FromResult(RestAnswer.Done), Minute)!;
        Assert.True(table.Cancel(cancelled.Id));
        first.SetResult(RestAnswer.Done);
        await next.Over.WaitAsync(Minute, TestContext.Current.CancellationToken);
        Assert.Equal(("CANCELLED", false), (table.Find(cancelled.Id)!.State, hasRun));
    }

    [Fact]
    public async Task The_oldest_finished_job_makes_room_and_unfinished_ones_do_not()
    {
        FakeTimeProvider time = new();
        using JobTable table = new(time);
        Job unfinished = table.TryStart("/unfinished", Never, Minute)!;
        List<Job> finished = [];
        for (int i = 1; i < RestLimits.MaxJobs; i++)
        {
            finished.Add(table.TryStart("/finished", () => Task.FromResult(RestAnswer.Done), Minute)!);
            await finished[^1].Over.WaitAsync(Minute, TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.NotNull(table.TryStart("/next", Never, Minute));
        Assert.Equal((RestLimits.MaxJobs, true, false), (table.List().Count, table.Find(unfinished.Id) is not null, table.Find(finished[0].Id) is not null));
        Assert.NotNull(table.Find(finished[1].Id));
    }

    [Fact]
    public void More_unfinished_jobs_than_may_be_are_refused()
    {
        using JobTable table = new(new FakeTimeProvider());
        for (int i = 0; i < RestLimits.MaxJobs; i++)
        {
            Assert.NotNull(table.TryStart("/job", Never, Minute));
        }

        Assert.Null(table.TryStart("/job", Never, Minute));
    }

    [Fact]
    public async Task Results_are_limited_in_bytes_together()
    {
        FakeTimeProvider time = new();
        using JobTable table = new(time);
        RestAnswer large = RestAnswer.Of(new string('x', RestLimits.MaxJobBytes / 4));
        List<Job> jobs = [];
        for (int i = 0; i < 4; i++)
        {
            jobs.Add(table.TryStart("/large", () => Task.FromResult(large), Minute)!);
            await jobs[^1].Over.WaitAsync(Minute, TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(jobs.Skip(1).Select(job => job.Id), table.List().Select(job => job.Id));
        table.Forget(jobs[1]);
        Job another = table.TryStart("/large", () => Task.FromResult(large), Minute)!;
        await another.Over.WaitAsync(Minute, TestContext.Current.CancellationToken);
        Assert.Equal([jobs[2].Id, jobs[3].Id, another.Id], table.List().Select(job => job.Id));
    }

    private static Task<RestAnswer> Never() => new TaskCompletionSource<RestAnswer>().Task;
}
