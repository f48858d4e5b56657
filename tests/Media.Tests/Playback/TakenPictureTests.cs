using Vod.Media.Playback;
using Vod.Media.Rtp;

namespace Vod.Media.Tests.Playback;

public sealed class TakenPictureTests
{
    [Theory]
    [InlineData(0, true, 0)]
    [InlineData(1, false, RtpPacketBudget.MaxPayload)]
    [InlineData(1L << 50, true, 1)]
    [InlineData((1L << 51) - 1, false, 2047)]
    public void What_is_put_in_is_found_again(long number, bool isFromFile, int payloadSize)
    {
        TakenPicture taken = new(TakenPicture.Of(number, isFromFile, payloadSize).Value);
        Assert.Equal((number, isFromFile, payloadSize), (taken.Number, taken.IsFromFile, taken.PayloadSize));
    }
}
