namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>How a body ends before its time.</summary>
internal enum BodyEnd
{
    Early,
    Reset,
    Stall,
}
