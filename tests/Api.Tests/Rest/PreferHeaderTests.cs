using Vod.Api.Rest.Jobs;

namespace Vod.Api.Tests.Rest;

public sealed class PreferHeaderTests
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("respond-async", 5, 60)]
    [InlineData("Respond-Async, WAIT=2, Timeout=30", 2, 30)]
    [InlineData("wait=0,respond-async,timeout=1", 0, 1)]
    [InlineData("respond-async; wait=1", 5, 60)]
    [InlineData("respond-async , wait = 3", 3, 60)]
    [InlineData("respond-async, wait=\"4\"", 4, 60)]
    [InlineData("respond-async, wait=6, timeout=61", 5, 60)]
    [InlineData("respond-async, wait=99999999999999999999", 5, 60)]
    [InlineData("respond-async, wait=-1, timeout=-1", 5, 60)]
    [InlineData("respond-async, timeout=0", 5, 1)]
    [InlineData("respond-async, wait=1.5, timeout=abc", 5, 60)]
    [InlineData("respond-async, wait=1, wait=2", 1, 60)]
    [InlineData("respond-async, wait", 5, 60)]
    [InlineData("respond-async, wait=", 5, 60)]
    [InlineData("respond-async, wait=1=2", 5, 60)]
    [InlineData("return=minimal, , =, \u00e4=1, respond-async, wait=2", 2, 60)]
    [InlineData("note=\"a, wait=1 \\\" ; b\", respond-async, wait=2", 2, 60)]
    [InlineData("respond-async=anything", 5, 60)]
    public void A_job_is_asked_for(string header, int wait, int timeout) =>
        Assert.Equal(new Preference(TimeSpan.FromSeconds(wait), TimeSpan.FromSeconds(timeout)), Preference.Read([header], MaxWait, MaxTimeout));

    [Theory]
    [InlineData("")]
    [InlineData(",,,")]
    [InlineData("wait=5")]
    [InlineData("respond async")]
    [InlineData("respond-async2")]
    [InlineData("note=\"respond-async\"")]
    [InlineData("note=\"never closed, respond-async")]
    [InlineData("return; respond-async")]
    public void No_job_is_asked_for(string header) => Assert.Null(Preference.Read([header], MaxWait, MaxTimeout));

    [Fact]
    public void Several_lines_are_one_list() =>
        Assert.Equal(TimeSpan.FromSeconds(2), Preference.Read(["respond-async", null, "wait=2"], MaxWait, MaxTimeout)?.Wait);
}
