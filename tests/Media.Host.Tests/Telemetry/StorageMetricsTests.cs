using System.Diagnostics.Metrics;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Telemetry;
using Vod.Media.Host.Tests.Storage.Objects;

namespace Vod.Media.Host.Tests.Telemetry;

public sealed class StorageMetricsTests
{
    [Fact]
    public async Task What_was_asked_and_what_for_is_measured_by_store()
    {
        using ObjectFixture fixture = new();
        using Meter meter = new("test");
        using InstrumentRecorder recorder = new(meter);
        StorageMetrics.Add(meter, new Dictionary<string, StoreCounters> { ["films"] = fixture.Counters }, fixture.Cache);
        ScriptedObject film = fixture.Put("film.mp4", 20 * ObjectFixture.Block);
        using IAssetContent content = await fixture.OpenAsync("film.mp4");
        await fixture.IdleAsync();

        await ObjectFixture.CheckAsync(content, film, 10 * ObjectFixture.Block, ObjectFixture.Block);
        await fixture.IdleAsync();
        await ObjectFixture.CheckAsync(content, film, 10 * ObjectFixture.Block, ObjectFixture.Block);
        fixture.Store.Objects.Clear();
        await Assert.ThrowsAsync<ContentChangedException>(() => ObjectFixture.ReadAsync(content, 15 * ObjectFixture.Block, 1));
        await fixture.IdleAsync();

        Assert.Equal(0, recorder["vod.storage.requests.running films"]);
        Assert.Equal(2, recorder["vod.storage.requests films done"]);
        Assert.Equal(1, recorder["vod.storage.requests films not_found"]);
        Assert.Equal(2 * ObjectFixture.Block, recorder["vod.storage.read.bytes films"]);
        Assert.Equal(2 * ObjectFixture.Block, recorder["vod.storage.served.bytes films"]);
        Assert.Equal(1, recorder["vod.storage.lookups films hit"]);
        Assert.Equal(2, recorder["vod.storage.lookups films miss"]);
        Assert.Equal(fixture.Cache.Bytes, recorder["vod.storage.cache.size"]);
    }
}
