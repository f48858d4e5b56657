using Vod.Media.Load.Server;

namespace Vod.Media.Tests.Load;

public sealed class ExpositionTests
{
    private const string Page =
        "# TYPE lag_seconds histogram\n"
        + "lag_seconds_bucket{worker=\"0\",le=\"0.001\"} 100 1700000000000\n"
        + "lag_seconds_bucket{worker=\"0\",le=\"0.01\"} 190\n"
        + "lag_seconds_bucket{worker=\"0\",le=\"+Inf\"} 200\n"
        + "sessions{state=\"playing\"} 3\n"
        + "sessions{state=\"opening\"} 1.5\n"
        + "alone 7\n";

    private static readonly Exposition Nothing = Exposition.Parse("");

    [Fact]
    public void A_sum_is_over_all_labels()
    {
        Exposition page = Exposition.Parse(Page);

        Assert.Equal(4.5, page.Sum("sessions"));
        Assert.Equal(7, page.Sum("alone"));
        Assert.Null(page.Sum("absent"));
    }

    [Theory]
    [InlineData(0.25, 0.0005)]
    [InlineData(0.725, 0.0055)] // 145 of 200: half of the second bucket
    [InlineData(0.99, 0.01)] // above the last bound nothing is known but the bound
    public void A_quantile_is_within_its_bucket(double share, double expected) =>
        Assert.Equal(expected, Exposition.Parse(Page).Quantile(share, "lag_seconds", Nothing)!.Value, tolerance: 1e-9);

    [Fact]
    public void A_quantile_is_of_what_was_counted_since()
    {
        Exposition page = Exposition.Parse(Page);
        Exposition later = Exposition.Parse(Page.Replace(" 190", " 290", StringComparison.Ordinal).Replace("} 200", "} 300", StringComparison.Ordinal));

        Assert.Equal(0.0055, later.Quantile(0.5, "lag_seconds", page)!.Value, tolerance: 1e-9);
        Assert.Null(page.Quantile(0.5, "lag_seconds", page));
    }
}
