using Microsoft.Extensions.Time.Testing;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.Uploads;

namespace Vod.Media.Host.Tests.Storage.Uploads;

/// <summary>How often a request is made, with a time that the test moves.</summary>
public sealed class PatientRequestsTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider _clock = new();
    private readonly PatientRequests _requests;
    private int _asked;

    public PatientRequestsTests() => _requests = new PatientRequests(_clock, new Backoff(new Random(1)));

    [Theory]
    [InlineData("Found", 1)]
    [InlineData("Denied", 1)]
    [InlineData("Changed", 1)]
    [InlineData("Failed", 1)]
    [InlineData("Unavailable", PatientRequests.MaxTries)]
    [InlineData("Throttled", PatientRequests.MaxTries)]
    public async Task Only_what_may_pass_is_asked_for_again(string status, int times)
    {
        ObjectReplyStatus answer = Enum.Parse<ObjectReplyStatus>(status);
        (ObjectReplyStatus got, _) = await AskAsync(_ => Task.FromResult(new ObjectReply(answer)));
        Assert.Equal((answer, times), (got, _asked));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(3600, 60)]
    public async Task A_store_may_ask_to_be_left_alone_but_not_for_ever(int seconds, int waited)
    {
        (ObjectReplyStatus got, TimeSpan took) = await AskAsync(_ => Task.FromResult(
            _asked == 1 ? new ObjectReply(ObjectReplyStatus.Throttled) { RetryAfter = TimeSpan.FromSeconds(seconds) } : new ObjectReply(ObjectReplyStatus.Found)));
        Assert.Equal((ObjectReplyStatus.Found, 2), (got, _asked));
        Assert.InRange(took, TimeSpan.FromSeconds(waited), TimeSpan.FromSeconds(waited) + Step);
    }

    [Fact]
    public async Task A_request_that_hangs_is_given_up_and_made_again()
    {
        // Cancelled on the thread that moves the time, which waits for what follows.
        TaskCompletionSource<ObjectReply> hanging = new();
        (ObjectReplyStatus got, TimeSpan took) = await AskAsync(token =>
        {
            token.Register(() => hanging.TrySetCanceled(token));
            return _asked == 1 ? hanging.Task : Task.FromResult(new ObjectReply(ObjectReplyStatus.Found));
        });
        Assert.Equal((ObjectReplyStatus.Found, 2), (got, _asked));
        Assert.InRange(took, PatientRequests.RequestTimeout, PatientRequests.RequestTimeout + TimeSpan.FromSeconds(1));
    }

    private async Task<(ObjectReplyStatus Status, TimeSpan Took)> AskAsync(Func<CancellationToken, Task<ObjectReply>> answer)
    {
        DateTimeOffset start = _clock.GetUtcNow();
        Task<ObjectReply> asking = _requests.AskAsync(
            token =>
            {
                _asked++;
                return answer(token);
            },
            TestContext.Current.CancellationToken);
        while (!asking.IsCompleted)
        {
            _clock.Advance(Step);
        }

        using ObjectReply reply = await asking;
        return (reply.Status, _clock.GetUtcNow() - start);
    }
}
