using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Tests.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Playback;

/// <summary>Samples that have left the window and are wanted again.</summary>
public sealed class SampleRecallTests : IDisposable
{
    private const int Count = 20;
    private readonly SampleIndex _samples = Samples();
    private readonly SampleWindow _window;

    public SampleRecallTests() => _window = new(_samples);

    public void Dispose() => _window.Dispose();

    [Fact]
    public void A_sample_that_has_left_the_window_is_brought_back_beside_the_blocks()
    {
        for (int i = 0; i < 10; i++)
        {
            while (_window.TryPlanRead(i, out ReadRequest ahead))
            {
                Assert.True(_window.Complete(ahead, ahead.Length));
            }
        }

        Assert.False(_window.Holds(1));
        bool[] held = [.. Enumerable.Range(0, Count).Select(_window.Holds)];
        Assert.False(_window.TryPlanRecall(out _));

        _window.Recall(1);
        Assert.True(_window.IsRecalling);
        Assert.True(_window.TryPlanRecall(out ReadRequest request));
        Assert.False(_window.TryPlanRecall(out _));
        Assert.False(_window.TryPlanRead(10, out _));
        Assert.False(_window.Holds(1));
        Assert.Equal((_samples.GetSample(1).Offset, _samples.GetSample(1).Size), (request.Offset, request.Length));
        request.Destination[0] = 77;
        Assert.True(_window.Complete(request, request.Length));

        Assert.False(_window.IsRecalling);
        Assert.True(_window.TryGet(1, _samples.GetSample(1), out ReadOnlySpan<byte> bytes));
        Assert.Equal((77, SampleWindow.BlockBytes), (bytes[0], bytes.Length));
        held[1] = true;
        Assert.Equal(held, Enumerable.Range(0, Count).Select(_window.Holds));
    }

    [Fact]
    public void A_jump_does_not_forget_what_was_to_be_brought_back()
    {
        _window.Recall(1);
        Assert.True(_window.TryPlanRecall(out ReadRequest abandoned));

        _window.JumpTo(15);

        Assert.True(_window.Complete(abandoned, abandoned.Length));
        Assert.False(_window.Holds(1));
        Assert.True(_window.TryPlanRecall(out ReadRequest request));
        Assert.NotSame(abandoned.Destination, request.Destination);
        Assert.True(_window.Complete(request, request.Length));
        Assert.True(_window.Holds(1));
        _window.Dispose();
        Assert.False(_window.Holds(1));
    }

    [Fact]
    public void A_window_of_nothing_but_a_recalled_sample_gives_its_buffer_back()
    {
        _window.Recall(1);
        Assert.True(_window.TryPlanRecall(out ReadRequest request));
        Assert.True(_window.Complete(request, request.Length));
        Assert.True(_window.Holds(1));

        _window.ReleaseUnused();

        Assert.False(_window.Holds(1));
    }

    // Every sample fills a block.
    private static SampleIndex Samples()
    {
        TrackSpec track = TrackSpec.Video with
        {
            Sizes = [.. Enumerable.Repeat(SampleWindow.BlockBytes, Count)],
            ChunkSamples = [.. Enumerable.Repeat(1, Count)],
            TimeToSample = Table("stts", 0, [Count, 40]),
            SyncSamples = [],
        };
        return Reading.Movie(new MovieSpec(track).Build()).FirstVideo!.Samples;
    }
}
