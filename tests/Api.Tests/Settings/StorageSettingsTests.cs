using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vod.Api.Tests.Support;
using Vod.ServiceDefaults.Settings;
using Vod.ServiceDefaults.Settings.Storages;

namespace Vod.Api.Tests.Settings;

/// <summary>Environment variables belong to the process, so these do not run beside the other tests that set some.</summary>
[Collection(nameof(VodConfigurationTests))]
public sealed class StorageSettingsTests : IDisposable
{
    private const string Secret = "hunter2-c2VjcmV0";

    private readonly string _root = Directory.CreateTempSubdirectory("vod-storages-").FullName;

    public static TheoryData<string, string> Mistakes => new()
    {
        // One setting.
        { """{"s3":{"Kind":"gcs","Region":"r"}}""", "Storages:s3:Kind is 'gcs'; it must be auto, s3 or azure." },
        { """{"s3":{"Region":"eu_west"}}""", "Storages:s3:Region is 'eu_west'; it must be lower-case letters, digits and hyphens, or empty." },
        { """{"s3":{"Region":"evil.com#"}}""", "Storages:s3:Region is 'evil.com#'; it must be lower-case letters, digits and hyphens, or empty." },
        { """{"s3":{"Regoin":"r"}}""", "Storages:s3:Regoin is not a setting; docs/settings.md lists them." },
        { """{"s3":{"Region":"r","PathStyle":"1"}}""", "Storages:s3:PathStyle is '1'; it must be auto, true or false." },
        { """{"s3":{"Region":"r","Bucket":"A"}}""", "Storages:s3:Bucket is 'A'; it must be 3 to 63 lower-case letters, digits, hyphens and dots, or empty." },
        { """{"s3":{"Region":"r","AllowedBuckets":["films",""]}}""", "Storages:s3:AllowedBuckets is ''; it must be 3 to 63 lower-case letters, digits, hyphens and dots." },
        { """{"s3":{"Region":"r","Prefix":"a/../b"}}""", "Storages:s3:Prefix is 'a/../b'; it must be names divided by slashes, or empty." },
        { """{"s3":{"Endpoint":"store.example"}}""", EndpointIsWrong },
        { """{"s3":{"Endpoint":"ftp://store.example"}}""", EndpointIsWrong },
        { """{"s3":{"Endpoint":"https://user:hunter2-c2VjcmV0@store.example"}}""", EndpointIsWrong },
        { """{"s3":{"Endpoint":"https://store.example/?sig=hunter2-c2VjcmV0"}}""", EndpointIsWrong },
        { """{"s3":{"Region":"r","AccessKey":"a b","SecretKey":"x"}}""", "Storages:s3:AccessKey has a wrong value; it must be printable ASCII without blanks, or empty." },
        { """{"s3":{"Credentials":"eu-west-1;hunter2-c2VjcmV0"}}""", CredentialsAreWrong },
        { """{"s3":{"Credentials":"eu-west-1;a;hunter2-c2VjcmV0;b"}}""", CredentialsAreWrong },
        { """{"s3":{"Credentials":"eu-west-1;a;b,hunter2-c2VjcmV0"}}""", CredentialsAreWrong },
        { """{"s3":{"Credentials":"evil.com/;a;hunter2-c2VjcmV0"}}""", CredentialsAreWrong },
        {
            """{"azure":{"ConnectionString":"AccountKey=hunter2-c2VjcmV0"}}""",
            "Storages:azure:ConnectionString has a wrong value; it must be a connection string of Azure Storage with the key of an account or a shared access signature, or empty."
        },
        { """{"my films":{"Region":"r"}}""", "Storages:my films is no name for a storage; it must be up to 32 letters, digits, hyphens and underscores, a letter first." },
        { """{"..":{"Region":"r"}}""", "Storages:.. is no name for a storage; it must be up to 32 letters, digits, hyphens and underscores, a letter first." },

        // Several.
        { """{"s3":{}}""", "Storages:s3:Region is missing; only with an Endpoint it need not be given." },
        { """{"s3":{"Region":"r","AccessKey":"hunter2-c2VjcmV0"}}""", "Storages:s3:SecretKey is missing, but there is an AccessKey." },
        { """{"s3":{"Region":"r","SecretKey":"hunter2-c2VjcmV0"}}""", "Storages:s3:AccessKey is missing, but there is a SecretKey." },
        { """{"s3":{"Region":"r","SessionToken":"hunter2-c2VjcmV0"}}""", "Storages:s3:AccessKey is missing, but there is a SessionToken." },
        { """{"s3":{"Region":"r","Credentials":"eu-west-1;a;hunter2-c2VjcmV0"}}""", "Storages:s3:Credentials and Storages:s3:Region exclude each other." },
        { """{"s3":{"Region":"r","Bucket":"films","AllowedBuckets":["films"]}}""", "Storages:s3:Bucket and Storages:s3:AllowedBuckets exclude each other." },
        { """{"s3":{"Region":"r","SasToken":"hunter2-c2VjcmV0"}}""", "Storages:s3:SasToken is for Azure, but Storages:s3 speaks S3 (Kind)." },
        { """{"s3":{"Region":"r","CaFile":"/no/such/file.pem"}}""", "Storages:s3:CaFile names no file with certificates in PEM that can be read." },
        { """{"azure":{"Region":"r","Account":"films"}}""", "Storages:azure:Region is for S3, but Storages:azure speaks Azure (Kind)." },
        {
            """{"azure":{"Endpoint":"http://127.0.0.1:10000","Account":"films","AccountKey":"a2V5"}}""",
            "Storages:azure:Endpoint needs the name of the account as its path, as its host is no name."
        },
        { """{"azure":{}}""", "Storages:azure:Account is missing." },
        { """{"azure":{"Endpoint":"https://blobs.example","AccountKey":"aHVudGVyMg=="}}""", "Storages:azure:Account is missing." },
        { """{"azure":{"Account":"films","AccountKey":"hunter2-c2VjcmV0"}}""", "Storages:azure:AccountKey has a wrong value; it must be in Base64." },
        { """{"azure":{"Account":"films","AccountKey":"a2V5","SasToken":"hunter2-c2VjcmV0"}}""", "Storages:azure:AccountKey and Storages:azure:SasToken exclude each other." },
        {
            """{"azure":{"ConnectionString":"AccountName=a;AccountKey=a2V5","Account":"films"}}""",
            "Storages:azure:ConnectionString and Storages:azure:Account exclude each other."
        },
        {
            """{"azure":{"Endpoint":"http://blobs.example","Account":"films"}}""",
            "Storages:azure:Endpoint must be `https://` without an AccountKey or a SasToken: identities are not sent in the clear."
        },
    };

    private static string EndpointIsWrong =>
        "Storages:s3:Endpoint has a wrong value; it must be `https://HOST[:PORT]`, or `http://` for a store without TLS, without user and query, or empty.";

    private static string CredentialsAreWrong => "Storages:s3:Credentials has a wrong value; it must be `zone;login;hash`, several divided by commas, or empty.";

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_one_line_that_names_the_setting_and_no_secret(string storages, string problem)
    {
        string line = Assert.ThrowsAny<Exception>(() => Storages(storages)).Message;
        Assert.Equal(problem, line);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_masked_where_settings_are_shown()
    {
        string storages = $$$"""
            {"s3":{"Region":"eu-west-1","AccessKey":"{{{Secret}}}","SecretKey":"{{{Secret}}}","SessionToken":"{{{Secret}}}"},
             "wcs":{"Credentials":"eu-west-1;{{{Secret}}};{{{Secret}}}"},
             "azure":{"Account":"films","AccountKey":"aHVudGVyMg=="}, "sas":{"Kind":"azure","Account":"films","SasToken":"{{{Secret}}}"},
             "text":{"Kind":"azure","ConnectionString":"AccountName=films;AccountKey=aHVudGVyMg=="}}
            """;
        IReadOnlyList<EffectiveSetting> all = EffectiveSetting.All(Load(storages));
        string shown = JsonSerializer.Serialize(all);
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("aHVudGVyMg", shown, StringComparison.Ordinal);
        Assert.Equal(
            ["Storages:azure:AccountKey", "Storages:s3:AccessKey", "Storages:s3:SecretKey", "Storages:s3:SessionToken", "Storages:sas:SasToken", "Storages:text:ConnectionString",
             "Storages:wcs:Credentials"],
            all.Where(s => EffectiveSetting.Mask.Equals(s.Value)).Select(s => s.Key));
        Assert.Equal("eu-west-1", all.Single(s => s.Key == "Storages:s3:Region").Value);
        Assert.Null(all.Single(s => s.Key == "Storages:wcs:SecretKey").Value);
    }

    [Fact]
    public void Variables_name_storages_in_any_case()
    {
        using EnvironmentVariable region = new("VOD_STORAGES__FILMS__REGION", "eu-west-1");
        using EnvironmentVariable bucket = new("VOD_Storages__Films__AllowedBuckets__0", "trailers");
        ConfigurationManager configuration = Load("""{"films":{"Region":"us-west-2","AllowedBuckets":["a-b","c-d"]}}""");
        StorageSettings films = Bind(configuration).ByName["films"];
        Assert.Equal(("eu-west-1", "trailers"), (films.Region, string.Join(',', films.AllowedBuckets)));
        EffectiveSetting shown = EffectiveSetting.All(configuration).Single(s => s.Key == "Storages:films:Region");
        Assert.Equal(new SettingSource(SettingSourceKind.Environment, "VOD_STORAGES__FILMS__REGION"), shown.Source);
    }

    [Fact]
    public void A_file_with_authorities_is_read_where_the_server_was_started()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 authority = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_root, "ca.pem"), authority.ExportCertificatePem());
        Assert.Equal(Path.Combine(_root, "ca.pem"), Storages("""{"s3":{"Region":"eu-west-1","CaFile":"ca.pem"}}""").ByName["s3"].CaFile);

        File.WriteAllText(Path.Combine(_root, "ca.pem"), "no certificate");
        Assert.ThrowsAny<OptionsValidationException>(() => Storages("""{"s3":{"Region":"eu-west-1","CaFile":"ca.pem"}}"""));
    }

    [Theory]
    [InlineData("aws_s3_credentials=eu-west-1;AKID;a/b+c=\n", "eu-west-1;AKID;a/b+c=")]
    [InlineData("aws_s3_credentials=eu-west-1;A;b\naws_s3_credentials = us-west-2;C;d\n", "eu-west-1;A;b,us-west-2;C;d")]
    [InlineData("aws_s3_credentials=\naws_s3_credentials=eu-west-1;A;b\n", ",eu-west-1;A;b")]
    [InlineData("aws_s3_credentials=\n", null)]
    public void The_line_of_Web_Call_Server_is_a_storage(string properties, string? credentials)
    {
        File.WriteAllText(Path.Combine(_root, "wcs.properties"), properties);
        StoragesOptions options = Bind(Load("{}", "--properties", "wcs.properties"));
        Assert.Equal(credentials, options.ByName.Values.SingleOrDefault()?.Credentials);
        Assert.All(options.ByName.Keys, name => Assert.Equal("s3", name));
    }

    [Fact]
    public void Names_and_words_have_a_greatest_length()
    {
        Assert.True(StorageName.IsWellFormed(new string('a', StorageName.MaxLength)));
        Assert.False(StorageName.IsWellFormed(new string('a', StorageName.MaxLength + 1)));
        Assert.True(WordSettingAttribute.IsWord(new string('a', WordSettingAttribute.MaxLength)));
        Assert.False(WordSettingAttribute.IsWord(new string('a', WordSettingAttribute.MaxLength + 1)));
        PrefixSettingAttribute prefix = new("");
        Assert.True(prefix.Accepts(new string('a', PrefixSettingAttribute.MaxLength)));
        Assert.False(prefix.Accepts(new string('a', PrefixSettingAttribute.MaxLength + 1)));
    }

    [Fact]
    public void Accounts_have_a_greatest_number()
    {
        string Accounts(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"eu-west-1;a{i};b"));
        Assert.True(WcsCredentials.TryParse(Accounts(WcsCredentials.MaxAccounts), out IReadOnlyList<WcsCredentials> most));
        Assert.Equal(WcsCredentials.MaxAccounts, most.Count);
        Assert.False(WcsCredentials.TryParse(Accounts(WcsCredentials.MaxAccounts + 1), out _));
    }

    private StoragesOptions Storages(string storages) => Bind(Load(storages));

    private StoragesOptions Bind(ConfigurationManager configuration)
    {
        using ServiceProvider services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddVodSettings(_root).BuildServiceProvider();
        return services.GetRequiredService<IOptions<StoragesOptions>>().Value;
    }

    private ConfigurationManager Load(string storages, params string[] args)
    {
        File.WriteAllText(Path.Combine(_root, "appsettings.json"), $$$"""{"Storages":{{{storages}}}}""");
        ConfigurationManager configuration = new();
        VodConfiguration.Add(configuration, CommandLine.Parse(args), _root);
        return configuration;
    }
}
