using Vod.Media.Peer;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Peer;

public sealed class QualityPolicyTests
{
    private static readonly QualityNeeds Needs = new(3_000_000, 2_000_000);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private readonly QualityPolicy _policy = new();
    private readonly List<(double At, bool IsTooNarrow)> _told = [];
    private MonotonicTime _now;
    private bool _isLate;
    private bool _isBlind;

    [Theory]
    [InlineData(null, "Full")]
    [InlineData(3_000_000L, "Full")]
    [InlineData(2_999_999L, "NoDisposable")]
    [InlineData(1_999_999L, "KeyFramesOnly")]
    public void After_some_seconds_as_much_is_sent_as_the_path_carries(long? path, string quality)
    {
        Judge(path, 1.75);
        Assert.Equal(SendQuality.Full, _policy.Quality);
        Judge(path, 1);
        Assert.Equal(quality, _policy.Quality.ToString());
    }

    [Fact]
    public void A_step_that_saves_nothing_is_left_out() =>
        Assert.Equal(SendQuality.KeyFramesOnly, new QualityNeeds(3_000_000, 2_900_000).BestWithin(2_950_000, 1));

    [Fact]
    public void A_moment_of_too_little_changes_nothing()
    {
        for (int i = 0; i < 20; i++)
        {
            Judge(1_000_000, 1.75);
            Judge(3_500_000, 0.25);
        }

        Assert.Equal(SendQuality.Full, _policy.Quality);
        Assert.Empty(_told);
    }

    [Fact]
    public void The_viewer_is_told_once_after_three_seconds_and_once_when_it_is_over()
    {
        Judge(1_000_000, 20);
        Judge(4_000_000, 20);

        Assert.Equal([(QualityPolicy.TellAfter.TotalSeconds, true), (20 + (QualityPolicy.RestoreAfter + QualityPolicy.TellAfter).TotalSeconds, false)], _told);
        Assert.True(_policy.IsAtRest);
    }

    [Fact]
    public void More_is_sent_only_with_a_margin()
    {
        Judge(1_000_000, 5);
        Judge(3_400_000, 20);
        Assert.Equal(SendQuality.NoDisposable, _policy.Quality);
        Judge(3_460_000, 3);
        Assert.Equal(SendQuality.Full, _policy.Quality);
    }

    [Fact]
    public void Each_failure_to_restore_is_followed_by_a_longer_wait()
    {
        Judge(1_000_000, 5);
        double[] waits = [.. Enumerable.Range(0, 7).Select(_ => WaitForFull())];

        Assert.Equal([2, 4, 8, 16, 32, 32, 32], waits);
    }

    [Fact]
    public void What_has_held_for_long_is_no_failure()
    {
        Judge(1_000_000, 5);
        WaitForFull();
        WaitForFull();
        Judge(4_000_000, 20);
        Judge(4_000_000, 20);
        Judge(1_000_000, 3);

        Assert.Equal(2, WaitForFull());
    }

    [Fact]
    public void Pictures_that_come_late_are_too_many_whatever_the_estimate()
    {
        _isLate = true;
        Judge(4_000_000, 2.25);
        Assert.Equal(SendQuality.NoDisposable, _policy.Quality);
    }

    [Fact]
    public void A_path_that_cannot_show_more_is_tried()
    {
        Judge(1_000_000, 5);
        _isBlind = true;
        Judge(1_000_000, 2.25);
        Assert.Equal(SendQuality.Full, _policy.Quality);

        _isBlind = false;
        Judge(1_000_000, QualityPolicy.Probation.TotalSeconds - 0.5);
        Assert.Equal(SendQuality.Full, _policy.Quality);
        Judge(1_000_000, 3);
        Assert.Equal(SendQuality.KeyFramesOnly, _policy.Quality);
    }

    // Seconds until everything is sent over a path that would carry it, which it then does not.
    private double WaitForFull()
    {
        MonotonicTime start = _now;
        while (_policy.Quality < SendQuality.Full)
        {
            Judge(4_000_000, 0.25);
        }

        double waited = (_now - start - Step).TotalSeconds;
        Judge(1_000_000, 2.25);
        return waited;
    }

    private void Judge(long? path, double seconds)
    {
        for (int i = 0; i < seconds * 4; i++)
        {
            if (_policy.Judge(path, Needs, _isLate, _isBlind, _now))
            {
                _told.Add(((_now - MonotonicTime.Zero).TotalSeconds, _policy.IsTooNarrow));
            }

            _now += Step;
        }
    }
}
