using Vod.Media.Host.Workers.Linux;

namespace Vod.Media.Host.Tests.Workers;

public sealed class ThreadAffinityTests
{
    [Fact]
    public void A_pinned_thread_has_one_processor_and_others_keep_theirs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sched_setaffinity is of Linux");
        IReadOnlyList<int> allowed = ThreadAffinity.AllowedProcessors();
        Assert.Equal(Environment.ProcessorCount, allowed.Count);
        bool pinned = false;
        IReadOnlyList<int> own = [];
        Thread thread = new(() =>
        {
            pinned = ThreadAffinity.TryPin(allowed[^1]);
            own = ThreadAffinity.AllowedProcessors();
        });
        thread.Start();
        thread.Join();

        Assert.True(pinned);
        Assert.Equal([allowed[^1]], own);
        Assert.Equal(allowed, ThreadAffinity.AllowedProcessors());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(8191)]
    [InlineData(1_000_000)]
    public void A_processor_that_is_not_there_is_refused(int processor) => Assert.False(ThreadAffinity.TryPin(processor));
}
