using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.S3;
using Vod.ServiceDefaults.Settings;
using Vod.Silo;

namespace Vod.Storage.Tests.Settings;

/// <summary>From what an operator writes to what the media plane opens.</summary>
public sealed class StorageEngineSettingsTests
{
    [Fact]
    public void Nothing_configured_is_no_store() => Assert.Empty(Stores("{}"));

    [Fact]
    public void A_store_of_Amazon_needs_a_region()
    {
        ObjectStoreOptions store = Assert.Single(Stores("""{"s3":{"Region":"eu-central-1"}}"""));
        Assert.Equal(("s3", ObjectStoreKind.S3, "", ""), (store.Name, store.Kind, store.Bucket, store.Prefix));
        S3Account account = Assert.Single(store.S3);
        Assert.Equal((null, "eu-central-1", false, "", ""), (account.Endpoint, account.Region, account.PathStyle, account.AccessKey, account.SecretKey));
    }

    [Fact]
    public void A_compatible_store_is_asked_in_path_style()
    {
        ObjectStoreOptions store = Assert.Single(Stores(
            """{"Films":{"Endpoint":"https://store.example:9000","AccessKey":"a","SecretKey":"b","SessionToken":"c","Bucket":"films","Prefix":"/public/2024/","CaFile":""}}"""));
        Assert.Equal(("films", ObjectStoreKind.S3, "films", "public/2024"), (store.Name, store.Kind, store.Bucket, store.Prefix));
        S3Account account = Assert.Single(store.S3);
        Assert.Equal(
            (new Uri("https://store.example:9000"), "us-east-1", true, "a", "b", "c"),
            (account.Endpoint, account.Region, account.PathStyle, account.AccessKey, account.SecretKey, account.SessionToken));
    }

    [Theory]
    [InlineData("auto", true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Path_style_can_be_chosen(string written, bool isPathStyle) =>
        Assert.Equal(isPathStyle, Stores($$$"""{"s3":{"Endpoint":"http://127.0.0.1:1","PathStyle":"{{{written}}}"}}""")[0].S3[0].PathStyle);

    [Fact]
    public void Accounts_of_Web_Call_Server_are_accounts_in_their_order()
    {
        IReadOnlyList<S3Account> accounts = Assert.Single(Stores("""{"s3":{"Credentials":"eu-west-1;AKID;a/b+c=,https://store.example;login;hash"}}""")).S3;
        Assert.Equal(
            [(null, "eu-west-1", false, "AKID", "a/b+c="), (new Uri("https://store.example"), "us-east-1", true, "login", "hash")],
            accounts.Select(a => (a.Endpoint, a.Region, a.PathStyle, a.AccessKey, a.SecretKey)));
    }

    [Theory]
    [InlineData("""{"azure":{"Account":"films"}}""", "https://films.blob.core.windows.net/", "films", "", "")]
    [InlineData("""{"azure":{"Account":"films","AccountKey":"a2V5"}}""", "https://films.blob.core.windows.net/", "films", "a2V5", "")]
    [InlineData("""{"x":{"Kind":"Azure","Endpoint":"http://127.0.0.1:1/films","Account":"films","AccountKey":"a2V5"}}""", "http://127.0.0.1:1/films", "films", "a2V5", "")]
    [InlineData("""{"azure":{"Endpoint":"https://blobs.example","SasToken":"sv=1&sig=x"}}""", "https://blobs.example/", "", "", "sv=1&sig=x")]
    [InlineData(
        """{"azure":{"ConnectionString":"DefaultEndpointsProtocol=https;AccountName=films;AccountKey=a2V5Cg==;EndpointSuffix=core.chinacloudapi.cn"}}""",
        "https://films.blob.core.chinacloudapi.cn/",
        "films",
        "a2V5Cg==",
        "")]
    [InlineData("""{"azure":{"ConnectionString":"BlobEndpoint=https://blobs.example/;SharedAccessSignature=sv=1&sig=x"}}""", "https://blobs.example/", "", "", "sv=1&sig=x")]
    public void A_store_of_Azure_is_named_in_several_ways(string json, string endpoint, string account, string key, string sas)
    {
        ObjectStoreOptions store = Assert.Single(Stores(json));
        Assert.Equal((ObjectStoreKind.Azure, new Uri(endpoint), account, key, sas), (store.Kind, store.Azure!.Endpoint, store.Azure.Name, store.Azure.Key, store.Azure.Sas));
        Assert.Empty(store.S3);
    }

    [Fact]
    public void Several_stores_have_names_of_their_own() =>
        Assert.Equal(
            ["azure", "films", "s3"],
            Stores("""{"s3":{"Region":"eu-west-1","AllowedBuckets":["films","trailers"]},"azure":{"Account":"films"},"films":{"Region":"eu-west-1","Bucket":"films"}}""").Select(s => s.Name));

    [Theory]
    [InlineData("{}", "cache/objects", 20_000_000_000, 16)]
    [InlineData("""{"Preparation":{"CacheDirectory":"kept"}}""", "kept/objects", 20_000_000_000, 16)]
    [InlineData("""{"ObjectCache":{"Directory":"blocks","MaxMegabytes":100,"ParallelRequests":4}}""", "blocks", 100_000_000, 4)]
    public void The_cache_is_below_that_of_what_was_prepared_unless_it_has_a_folder(string json, string folder, long bytes, int requests)
    {
        using ServiceProvider services = Services(json);
        ObjectCacheOptions options = services.GetRequiredService<IOptions<ObjectCacheOptions>>().Value;
        Assert.Equal((Path.Combine(Path.GetTempPath(), folder), bytes, requests), (options.Directory, options.MaxBytes, options.ParallelRequests));
    }

    [Fact]
    public void What_the_settings_do_not_say_is_what_the_cache_would_do_itself()
    {
        using ServiceProvider services = Services("{}");
        ObjectCacheOptions options = services.GetRequiredService<IOptions<ObjectCacheOptions>>().Value, plain = new();
        Assert.Equal(
            (plain.MaxBytes, plain.ParallelRequests, plain.ReadAhead, plain.FirstByteTimeout, plain.StallTimeout, plain.GiveUpAfter, plain.GiveUpOpeningAfter),
            (options.MaxBytes, options.ParallelRequests, options.ReadAhead, options.FirstByteTimeout, options.StallTimeout, options.GiveUpAfter, options.GiveUpOpeningAfter));
    }

    [Fact]
    public void No_secret_is_written_out_by_accident()
    {
        ObjectStoreOptions store = Assert.Single(Stores("""{"s3":{"Region":"eu-west-1","AccessKey":"AKID","SecretKey":"hunter2"}}"""));
        Assert.DoesNotContain("hunter2", $"{store} {store.S3[0]}", StringComparison.Ordinal);
    }

    private static IList<ObjectStoreOptions> Stores(string storages)
    {
        using ServiceProvider services = Services($$$"""{"Storages":{{{storages}}}}""");
        return services.GetRequiredService<IOptions<StorageOptions>>().Value.Stores;
    }

    private static ServiceProvider Services(string settings)
    {
        using MemoryStream json = new(Encoding.UTF8.GetBytes(settings));
        ConfigurationManager configuration = new();
        configuration.AddJsonStream(json);
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddVodSettings(Path.GetTempPath())
            .AddSingleton<IConfigureOptions<StorageOptions>, StorageEngineSettings>()
            .AddSingleton<IConfigureOptions<ObjectCacheOptions>, ObjectCacheEngineSettings>()
            .BuildServiceProvider();
    }
}
