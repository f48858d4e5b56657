using Vod.Media.Host.Workers;
using Vod.Media.Ice;

namespace Vod.Media.Host.Tests.Workers;

public sealed class SessionRouterTests
{
    private readonly SessionRouter _router = new();
    private readonly PlaybackSession _viewer = new(default, null!, null!);
    private readonly PlaybackSession _other = new(default, null!, null!);

    [Fact]
    public void An_unknown_address_belongs_to_nobody() => Assert.Null(OwnerOf(1));

    [Fact]
    public void An_address_belongs_to_whom_was_authenticated_from_it_last()
    {
        _router.Learn(_viewer, Address(1));
        _router.Learn(_other, Address(1));

        Assert.Same(_other, OwnerOf(1));
        Assert.Empty(_viewer.Addresses);
    }

    [Fact]
    public void An_address_that_goes_to_and_fro_is_not_forgotten()
    {
        for (int i = 0; i < 2 * RemotePathTable.MaxPaths; i++)
        {
            _router.Learn(_other, Address(1));
            _router.Learn(_viewer, Address(1));

            Assert.Same(_viewer, OwnerOf(1));
            Assert.Single(_viewer.Addresses);
        }
    }

    [Fact]
    public void Beyond_the_limit_the_address_silent_longest_is_forgotten()
    {
        for (int port = 1; port <= RemotePathTable.MaxPaths; port++)
        {
            _router.Learn(_viewer, Address(port));
        }

        _router.Learn(_viewer, Address(1));
        _router.Learn(_viewer, Address(100));

        Assert.Same(_viewer, OwnerOf(1));
        Assert.Null(OwnerOf(2));
        Assert.Same(_viewer, OwnerOf(100));
        Assert.Equal(RemotePathTable.MaxPaths, _viewer.Addresses.Count);
    }

    private PlaybackSession? OwnerOf(int port) => _router.Find([], DatagramKind.Dtls, Address(port));

    private static TransportAddress Address(int port) => TransportAddress.FromIPv4(0x0A00_0001, (ushort)port);
}
