using System.Net.Sockets;
using System.Text;

namespace Vod.Storage.Weather.Tests;

/// <summary>Every kind of bad weather is really on the wire.</summary>
public sealed class FaultTests : IAsyncDisposable
{
    private readonly Store _store = new();
    private readonly ObservedTime _time = new();
    private readonly WeatherProxy _proxy;

    public FaultTests() => _proxy = new WeatherProxy(_store.Address, _time);

    [Fact]
    public async Task Latency_comes_before_the_header()
    {
        using RawClient client = Under(new Conditions { Latency = 250 }).Get(0, 10);
        await _time.NextTimerAsync();
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.True(client.IsSilent);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(206, client.ReadHead().Status);
    }

    [Fact]
    public async Task A_narrow_line_takes_the_time_the_body_has_at_its_rate()
    {
        using RawClient client = Under(new Conditions { BytesPerSecond = 1000 }).Get(0, 500);
        client.ReadHead();

        for (int piece = 0; piece < 10; piece++)
        {
            await _time.NextTimerAsync();
            Assert.Equal(_store.Object[(piece * 50)..((piece + 1) * 50)], client.Read(50));
            Assert.True(client.IsSilent);
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }
    }

    [Fact]
    public async Task A_stall_comes_behind_the_byte_it_is_to_come_behind()
    {
        using RawClient client = Under(new Conditions { StallAt = 100, Stall = 5000 }).Get(0, 200);
        client.ReadHead();
        await _time.NextTimerAsync();
        Assert.Equal(_store.Object[..100], client.Read(100));
        Assert.True(client.IsSilent);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(_store.Object[100..200], client.Read(100));
    }

    [Fact]
    public async Task A_stall_for_ever_ends_with_the_proxy()
    {
        using RawClient client = Under(new Conditions { Stall = -1 }).Get(0, 200);
        client.ReadHead();

        await _proxy.DisposeAsync();

        Assert.Empty(client.ReadToEnd().Bytes);
    }

    [Theory]
    [InlineData(Breakage.Reset)]
    [InlineData(Breakage.Close)]
    public void An_answer_breaks_off_before_its_header(Breakage how)
    {
        using RawClient client = Under(new Conditions { Break = how }).Get(0, 200);

        (byte[] bytes, bool isReset) = client.ReadToEnd();

        Assert.Empty(bytes);
        Assert.Equal(how == Breakage.Reset, isReset);
        Assert.Equal(1, _proxy.Log.Counts.Statuses[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(123)]
    public void A_body_is_shorter_than_promised(int at)
    {
        using RawClient client = Under(new Conditions { Break = Breakage.Close, BreakAt = at }).Get(0, 200);

        Assert.Equal(200, client.ReadHead().ContentLength);
        (byte[] bytes, bool isReset) = client.ReadToEnd();

        Assert.Equal(_store.Object[..at], bytes);
        Assert.False(isReset);
        Assert.Equal(at, _proxy.Log.Counts.Bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(123)]
    public async Task A_connection_is_reset_in_mid_body(int at)
    {
        // What was sent before has to be taken before, so the reset waits.
        using RawClient client = Under(new Conditions { StallAt = at, Stall = 1000, Break = Breakage.Reset, BreakAt = at }).Get(0, 200);
        client.ReadHead();
        Assert.Equal(_store.Object[..at], client.Read(at));
        await _time.NextTimerAsync();

        _time.Advance(TimeSpan.FromSeconds(1));

        (byte[] bytes, bool isReset) = client.ReadToEnd();
        Assert.Empty(bytes);
        Assert.True(isReset);
    }

    [Theory]
    [InlineData(503, 7, "SlowDown")]
    [InlineData(503, null, "SlowDown")]
    [InlineData(429, 1, "TooManyRequests")]
    [InlineData(500, null, "InternalError")]
    public void A_refusal_comes_without_asking_the_store(int status, int? retryAfter, string code)
    {
        using RawClient client = Under(new Conditions { Status = status, RetryAfter = retryAfter }).Get(0, 200);

        HttpHead head = client.ReadHead();
        string body = Encoding.UTF8.GetString(client.Read((int)head.ContentLength!));

        Assert.Equal(status, head.Status);
        Assert.Equal(retryAfter?.ToString(System.Globalization.CultureInfo.InvariantCulture), head["Retry-After"]);
        Assert.Contains($"<Code>{code}</Code>", body, StringComparison.Ordinal);
        Assert.Empty(_store.Requests);

        // The same connection is good for another.
        Assert.Equal(206, client.Get(0, 5).ReadHead().Status);
    }

    [Fact]
    public void A_header_is_garbage()
    {
        using RawClient client = Under(new Conditions { Damage = HeaderDamage.Garbage }).Get(0, 200);

        Assert.StartsWith("HTTQ", Encoding.Latin1.GetString(client.ReadToEnd().Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HeaderDamage.WrongRange, "bytes 101-110/300000", Store.EntityTag)]
    [InlineData(HeaderDamage.OtherEntityTag, "bytes 100-109/300000", AnswerSender.OtherEntityTag)]
    public void A_header_is_wrong_in_one_field(HeaderDamage damage, string range, string entityTag)
    {
        using RawClient client = Under(new Conditions { Damage = damage }).Get(100, 10);

        HttpHead head = client.ReadHead();

        Assert.Equal((range, entityTag), (head["Content-Range"], head["ETag"]));
        Assert.Equal(_store.Object[100..110], client.Read(10));
    }

    [Fact]
    public void Connections_are_refused_while_it_is_down()
    {
        int port = _proxy.Port;
        using RawClient before = new(_proxy);
        before.Get(0, 10).ReadHead();
        before.Read(10);

        _proxy.GoDown();
        Assert.True(before.ReadToEnd().IsReset);
        Assert.Equal(SocketError.ConnectionRefused, Assert.Throws<SocketException>(() => new RawClient(_proxy)).SocketErrorCode);

        _proxy.GoUp();
        using RawClient after = new(_proxy);
        Assert.Equal(206, after.Get(0, 10).ReadHead().Status);
        Assert.Equal(port, _proxy.Port);
    }

    [Fact]
    public async Task A_store_that_is_gone_is_a_connection_that_ends()
    {
        await _store.DisposeAsync();
        using RawClient client = new RawClient(_proxy).Get(0, 10);

        Assert.Empty(client.ReadToEnd().Bytes);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _store.DisposeAsync();
        _time.Dispose();
    }

    private RawClient Under(Conditions conditions)
    {
        _proxy.Forecast = Forecast.InTurn(conditions);
        return new RawClient(_proxy);
    }
}
