namespace Vod.Grains.Tests;

public sealed class GrainOptionsTests
{
    public static TheoryData<string, Action<GrainOptions>> Contradictions => new()
    {
        { "longer than zero", options => options.ViewerReportPeriod = TimeSpan.Zero },
        { "longer than zero", options => options.DrainTimeout = TimeSpan.FromSeconds(-1) },
        { "DeliveryAttempts", options => options.DeliveryAttempts = 0 },
        { "ObserverFailureLimit", options => options.ObserverFailureLimit = 0 },
        { "DeliveryBackoff", options => options.MaxDeliveryBackoff = TimeSpan.Zero },
        { "DeliveryBackoff", options => options.DeliveryBackoff = TimeSpan.FromSeconds(-1) },
        { "ViewerLease", options => options.ViewerLease = TimeSpan.FromSeconds(9) },
        { "LoadStaleAfter", options => options.LoadStaleAfter = options.LoadPublishPeriod },
    };

    [Fact]
    public void The_defaults_fit_together() => Assert.Null(new GrainOptions().Validate());

    [Fact]
    public void A_departed_viewer_is_remembered_longer_than_a_call_may_travel() =>
        Assert.True(new GrainOptions().DepartedMemory > TimeSpan.FromSeconds(30));

    [Theory]
    [MemberData(nameof(Contradictions), DisableDiscoveryEnumeration = true)]
    public void A_contradiction_is_named(string named, Action<GrainOptions> spoil)
    {
        GrainOptions options = new();
        spoil(options);

        Assert.Contains(named, options.Validate(), StringComparison.Ordinal);
        Assert.True(new GrainOptionsValidator().Validate(null, options).Failed);
    }
}
