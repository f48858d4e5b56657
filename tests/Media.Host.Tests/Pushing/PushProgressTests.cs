using Vod.Media.Engine;
using Vod.Media.Host.Pushing;

namespace Vod.Media.Host.Tests.Pushing;

public sealed class PushProgressTests : IDisposable
{
    private readonly PushCounters _counters = new();
    private readonly List<(PushState State, int Failures, string Problem)> _told = [];
    private readonly PushProgress _progress;

    public PushProgressTests() => _progress = new(_counters, (state, failures, problem) => _told.Add((state, failures, problem)));

    [Fact]
    public void Failures_are_counted_until_it_flows()
    {
        Action first = _progress.OnConnecting();
        first();
        first();
        _progress.OnBroken("one");
        _progress.OnConnecting();
        _progress.OnBroken("two");
        _progress.OnConnecting()();

        Assert.Equal(
            [
                (PushState.Sending, 0, ""),
                (PushState.Waiting, 1, "one"),
                (PushState.Connecting, 1, "one"),
                (PushState.Waiting, 2, "two"),
                (PushState.Connecting, 2, "two"),
                (PushState.Sending, 0, ""),
            ],
            _told);
        Assert.Equal(2, _counters.Broken);
    }

    [Fact]
    public void What_one_that_is_over_says_of_its_flow_means_nothing()
    {
        Action first = _progress.OnConnecting();
        _progress.OnBroken("broken");
        first();
        _progress.OnConnecting();
        first();
        Assert.Equal(PushState.Connecting, _told[^1].State);
        Assert.Equal((1, 0), (_counters.In(PushState.Connecting), _counters.In(PushState.Sending)));

        Action last = _progress.OnConnecting();
        _progress.Dispose();
        last();
        Assert.All(Enum.GetValues<PushState>(), state => Assert.Equal(0, _counters.In(state)));
    }

    [Fact]
    public void A_long_problem_is_cut()
    {
        _progress.OnBroken(new string('x', PushProgress.MaxProblemLength + 1));
        Assert.Equal(PushProgress.MaxProblemLength, _told[^1].Problem.Length);
    }

    public void Dispose() => _progress.Dispose();
}
