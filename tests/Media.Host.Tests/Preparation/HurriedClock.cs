namespace Vod.Media.Host.Tests.Preparation;

/// <summary>Time that goes by faster than it does, so that everything seems to take longer.</summary>
internal sealed class HurriedClock(int times) : TimeProvider
{
    public override long GetTimestamp() => base.GetTimestamp() * times;
}
