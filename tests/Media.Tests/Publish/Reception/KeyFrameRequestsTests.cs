using Vod.Media.Publish.Reception;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Publish.Reception;

public sealed class KeyFrameRequestsTests
{
    private readonly KeyFrameRequests _requests = new();

    [Fact]
    public void A_lost_picture_is_asked_for_at_once_and_again_until_a_key_frame_comes()
    {
        _requests.OnPictureLost(At(100));
        Assert.Equal(At(100), _requests.Due);
        _requests.OnAsked(At(100));
        _requests.OnPictureLost(At(150));
        Assert.Equal(At(600), _requests.Due);
        _requests.OnAsked(At(600));
        Assert.Equal(At(1100), _requests.Due);
        _requests.OnKeyFrame(At(700));
        Assert.True(_requests.Due.IsNever);

        _requests.OnPictureLost(At(710));
        Assert.Equal(At(1100), _requests.Due);
    }

    [Fact]
    public void Those_who_could_wait_do()
    {
        _requests.OnWish(At(0));
        Assert.Equal(At(0), _requests.Due);
        _requests.OnAsked(At(0));
        _requests.OnKeyFrame(At(100));
        _requests.OnWish(At(200));
        Assert.Equal(At(2100), _requests.Due);

        // Unless one comes anyway, or the picture is lost.
        _requests.OnPictureLost(At(300));
        Assert.Equal(At(500), _requests.Due);
        _requests.OnKeyFrame(At(400));
        Assert.True(_requests.Due.IsNever);
    }

    private static MonotonicTime At(int milliseconds) => MonotonicTime.Zero + TimeSpan.FromMilliseconds(milliseconds);
}
