namespace Vod.Media.Host.Tests.Udp;

/// <summary>The ways in which datagrams are handed to the kernel.</summary>
public enum SocketKind
{
    Managed,
    Batched,
    Segmented,
}
