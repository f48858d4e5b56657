using Microsoft.Extensions.Configuration;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Settings;

public sealed class IceServerTests
{
    [Theory]
    [InlineData("stun:stun.example.org")]
    [InlineData("stun:203.0.113.5:3478")]
    [InlineData("stuns:[2001:db8::1]:5349")]
    public void A_stun_server_has_an_address_only(string text)
    {
        Assert.True(IceServer.TryParse(text, out IceServer? server));
        Assert.Equal(new IceServer(text, null, null), server);
    }

    [Theory]
    [InlineData("turn:turn.example.org?transport=udp user secret", "turn:turn.example.org?transport=udp")]
    [InlineData("turns:turn.example.org:443?transport=tcp user secret", "turns:turn.example.org:443?transport=tcp")]
    public void A_turn_server_has_a_user_name_and_a_credential(string text, string url)
    {
        Assert.True(IceServer.TryParse(text, out IceServer? server));
        Assert.Equal(new IceServer(url, "user", "secret"), server);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("stun.example.org")]
    [InlineData("stun:")]
    [InlineData("http://stun.example.org")]
    [InlineData("stun:stun.example.org user secret")]
    [InlineData("stun:stun.example.org?transport=udp")]
    [InlineData("turn:turn.example.org")]
    [InlineData("turn:turn.example.org user")]
    [InlineData("turn:turn.example.org user ")]
    [InlineData("turn:turn.example.org  user secret")]
    [InlineData("turn:turn.example.org user secret more")]
    [InlineData("turn:turn.example.org?transport=sctp user secret")]
    [InlineData("turn:turn.example.org us\u00E9r secret")]
    [InlineData("stun:a>; rel=\"other\"")]
    [InlineData("stun:stun.example.org\n")]
    [InlineData("turn:turn.example.org user sec\r\nret")]
    public void Everything_else_is_refused(string? text) => Assert.False(IceServer.TryParse(text, out _));

    [Fact]
    public void A_mistake_in_the_list_is_named()
    {
        ConfigurationManager configuration = new();
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Whep:IceServers:0"] = "stun:a", ["Whep:IceServers:1"] = "turn:b" });
        Assert.StartsWith("Whep:IceServers is 'turn:b'; it must be", Assert.Single(VodConfiguration.Problems(configuration)), StringComparison.Ordinal);
    }
}
