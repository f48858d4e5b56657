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

    [Fact]
    public void While_ice_is_restarted_the_checks_with_either_fragment_find_the_session()
    {
        _router.Accept(_viewer, Fragment(1), null);
        _router.Accept(_other, Fragment(9), null);

        _router.Accept(_viewer, Fragment(1), Fragment(2));

        Assert.Same(_viewer, CheckedBy(1));
        Assert.Same(_viewer, CheckedBy(2));
        Assert.Same(_other, CheckedBy(9));
    }

    [Fact]
    public void After_it_only_the_new_one_does()
    {
        _router.Accept(_viewer, Fragment(1), Fragment(2));
        _router.Accept(_viewer, Fragment(2), null);

        Assert.Null(CheckedBy(1));
        Assert.Same(_viewer, CheckedBy(2));
    }

    [Fact]
    public void A_fragment_that_was_never_used_is_forgotten_with_the_next_restart()
    {
        _router.Accept(_viewer, Fragment(1), Fragment(2));
        _router.Accept(_viewer, Fragment(1), Fragment(3));

        Assert.Null(CheckedBy(2));
        Assert.Same(_viewer, CheckedBy(1));
        Assert.Same(_viewer, CheckedBy(3));
    }

    [Fact]
    public void A_session_that_is_gone_is_found_by_none_of_its_fragments()
    {
        _router.Accept(_viewer, Fragment(1), Fragment(2));

        _router.Remove(_viewer);

        Assert.Null(CheckedBy(1));
        Assert.Null(CheckedBy(2));
    }

    private WorkerSession? CheckedBy(byte fragment) => _router.Find(Check.To(Fragment(fragment)), DatagramKind.Stun, Address(1));

    private static UfragKey Fragment(byte last) => UfragKey.FromAscii([.. "fragmen"u8, (byte)('a' + last)]);

    private WorkerSession? OwnerOf(int port) => _router.Find([], DatagramKind.Dtls, Address(port));

    private static TransportAddress Address(int port) => TransportAddress.FromIPv4(0x0A00_0001, (ushort)port);
}
