using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

public sealed class RecentPlacesTests
{
    private readonly RecentPlaces _places = new(100);

    [Fact]
    public void Who_begins_close_behind_the_end_of_another_read_goes_on()
    {
        Assert.False(_places.Follow(1000, 1500));
        Assert.True(_places.Follow(1500, 2000));
        Assert.True(_places.Follow(2100, 2200));
        Assert.False(_places.Follow(2301, 2400));
        Assert.False(_places.Follow(500, 600));
    }

    [Fact]
    public void Readers_in_several_places_are_kept_apart_and_the_oldest_is_forgotten()
    {
        for (int i = 0; i < RecentPlaces.Remembered; i++)
        {
            Assert.False(_places.Follow(i * 1000, (i * 1000) + 10));
        }

        for (int i = 0; i < RecentPlaces.Remembered; i++)
        {
            Assert.True(_places.Follow((i * 1000) + 10, (i * 1000) + 20));
        }

        Assert.False(_places.Follow(1_000_000, 1_000_010));
        Assert.False(_places.Follow(20, 30));
    }
}
