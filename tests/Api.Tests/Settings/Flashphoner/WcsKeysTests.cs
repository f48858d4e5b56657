using Vod.ServiceDefaults.Settings;
using Vod.ServiceDefaults.Settings.Flashphoner;

namespace Vod.Api.Tests.Settings.Flashphoner;

public sealed class WcsKeysTests
{
    /// <summary>Lines of a file, the setting they give and its values.</summary>
    public static TheoryData<string, string, string[]> Translations => new()
    {
        { "media_dir=/srv/films", "Media:Directory", ["/srv/films"] },
        { "vod_live_loop=true", "Streams:Loop", ["true"] },
        { "vod_live_loop=FALSE", "Streams:Loop", ["FALSE"] },
        { "vod_stream_timeout=0", "Streams:Timeout", ["0"] },
        { "vod_stream_timeout=6000", "Streams:Timeout", ["6000"] },
        { "aws_s3_credentials=eu-west-1;AKID;a/b+c=", "Storages:s3:Credentials", ["eu-west-1;AKID;a/b+c="] },
        { "aws_s3_credentials=eu-west-1;A;b\naws_s3_credentials=us-west-2;C;d", "Storages:s3:Credentials", ["eu-west-1;A;b,us-west-2;C;d"] },
        { "bframes=drop", "Preparation:BFrames", ["drop"] },
        { "bframes=Refuse", "Preparation:BFrames", ["Refuse"] },
        { "transcode_other_codecs=false", "Preparation:TranscodeOtherCodecs", ["false"] },
        { "jobs_max_prefer_wait_time=7", "Rest:MaxPreferWait", ["7"] },
        { "jobs_max_prefer_timeout=90", "Rest:MaxPreferTimeout", ["90"] },
        { "record_streams=false", "Recording:Enabled", ["false"] },
        { "record_dir=/srv/records", "Recording:Directory", ["/srv/records"] },
        { "stream_record_policy=streamName", "Recording:Policy", ["streamName"] },
        { "stream_record_policy_template={streamName}-{startTime}", "Recording:Template", ["{streamName}-{startTime}"] },
        { "record_rotation=10M", "Recording:Rotation", ["10M"] },
        { "record_rotation=disabled", "Recording:Rotation", ["disabled"] },
        { "record_rotation_index_enabled=false", "Recording:NumberParts", ["false"] },
        { "on_record_hook_script=/opt/on_record.sh", "Recording:HookScript", ["/opt/on_record.sh"] },
        { "on_record_hook_script=", "Recording:HookScript", [""] },
        { "http.port=9091", "Server:HttpPort", ["9091"] },
        { "ws.port=9092", "Server:WebSocketPort", ["9092"] },
        { "ip=203.0.113.5", "Media:PublicAddresses", ["203.0.113.5"] },
        { "ip=", "Media:PublicAddresses", [] },
        { "media_port_from=40000", "Media:UdpPort", ["40000"] },
        { "media_port_to=31001", "Media:UdpPorts", ["1"] },
        { "media_port_to=32000", "Media:UdpPorts", ["1000"] },
        { "media_port_to=40009\nmedia_port_from=40000", "Media:UdpPorts", ["10"] },
        { "media_port_from=1\nmedia_port_from=65534\nmedia_port_to=65535", "Media:UdpPorts", ["2"] },
        { "keep_alive.server_interval=2000", "WebSocket:PingInterval", ["2000"] },
        { "keep_alive.probes=5", "WebSocket:MaxMissedPongs", ["5"] },
        { "allow_domains=!*.evil.example, *.example.com ,192.0.2.1,,*", "WebSocket:AllowedOrigins", ["!*.evil.example", "*.example.com", "192.0.2.1", "*"] },
        { "allow_domains=", "WebSocket:AllowedOrigins", [] },
        { "rest_access_control_allow_origin=https://example.com", "Rest:AllowOrigin", ["https://example.com"] },
        { "rest_access_control_allow_origin=", "Rest:AllowOrigin", [""] },
        { "rest_access_control_allow_headers=content-type", "Rest:AllowHeaders", ["content-type"] },
        { "rest_access_control_allow_methods=GET,POST", "Rest:AllowMethods", ["GET,POST"] },
        {
            "rest_access_control_headers=Access-Control-Allow-Origin: https://example.com; Access-Control-Allow-Credentials: true;",
            "Rest:AccessControlHeaders",
            ["Access-Control-Allow-Origin: https://example.com", "Access-Control-Allow-Credentials: true"]
        },
    };

    /// <summary>Lines of a file, the last of which is wrong, and what is said about it.</summary>
    public static TheoryData<string, string> Mistakes => new()
    {
        { "media_dir=", "media_dir is ''; it must be a path." },
        { "vod_live_loop=yes", "vod_live_loop is 'yes'; it must be true or false." },
        { "vod_live_loop", "vod_live_loop is ''; it must be true or false." },
        { "vod_stream_timeout=30s", "vod_stream_timeout is '30s'; it must be a whole number of milliseconds from 0 to 86400000." },
        { "vod_stream_timeout=-1", "vod_stream_timeout is '-1'; it must be a whole number of milliseconds from 0 to 86400000." },
        { "aws_s3_credentials=eu-west-1;a", "aws_s3_credentials has a wrong value; it must be `zone;login;hash`, several divided by commas, or empty." },
        { "bframes=keep", "bframes is 'keep'; it must be auto, transcode, drop or refuse." },
        { "transcode_other_codecs=", "transcode_other_codecs is ''; it must be true or false." },
        { "jobs_max_prefer_wait_time=x", "jobs_max_prefer_wait_time is 'x'; it must be a whole number of seconds from 0 to 3600." },
        { "jobs_max_prefer_timeout=0", "jobs_max_prefer_timeout is '0'; it must be a whole number of seconds from 1 to 86400." },
        { "record_streams=1", "record_streams is '1'; it must be true or false." },
        { "record_dir=", "record_dir is ''; it must be a path." },
        { "stream_record_policy=name", "stream_record_policy is 'name'; it must be template or streamName." },
        { "stream_record_policy_template=", "stream_record_policy_template is ''; it must be 1 to 255 characters." },
        { "record_rotation=10T", "record_rotation is '10T'; it must be seconds from 1 to 604800, a size from 1M to 100000G (or in K), disabled or 0." },
        { "record_rotation_index_enabled=1", "record_rotation_index_enabled is '1'; it must be true or false." },
        { "on_record_hook_script=\\u2003", "on_record_hook_script is '\u2003'; it must be a path, or empty." },
        { "http.port=65536", "http.port is '65536'; it must be a whole number from 0 to 65535." },
        { "ws.port=a\\nb", "ws.port is 'a\\u000ab'; it must be a whole number from 0 to 65535." },
        { "ip=example.com", "ip is 'example.com'; it must be an IPv4 or IPv6 address." },
        { "media_port_from=0", "media_port_from is '0'; it must be a whole number from 1 to 65535." },
        { "media_port_to=31000", "media_port_to is '31000'; it must be a whole number from 31001 to 65535, as media_port_from is 31001." },
        { "media_port_to=x", "media_port_to is 'x'; it must be a whole number from 31001 to 65535, as media_port_from is 31001." },
        { "media_port_from=50000\nmedia_port_to=40000", "media_port_to is '40000'; it must be a whole number from 50000 to 65535, as media_port_from is 50000." },
        { "keep_alive.server_interval=500", "keep_alive.server_interval is '500'; it must be a whole number of milliseconds from 1000 to 3600000." },
        { "keep_alive.probes=0", "keep_alive.probes is '0'; it must be a whole number from 1 to 1000." },
        {
            "allow_domains=a.example,https://b.example",
            "allow_domains is 'https://b.example'; it must be a host name or address without scheme and port, * for any characters, ! in front to refuse."
        },
        { "rest_access_control_allow_origin=a\\r\\nb: c", "rest_access_control_allow_origin is 'a\\u000d\\u000ab: c'; it must be printable ASCII, or empty for no header." },
        { "rest_access_control_allow_headers=ä", "rest_access_control_allow_headers is 'ä'; it must be printable ASCII, or empty for no header." },
        { "rest_access_control_allow_methods=\\u007f", "rest_access_control_allow_methods is '\\u007f'; it must be printable ASCII, or empty for no header." },
        { "rest_access_control_headers=a: b;c d: e", "rest_access_control_headers is 'c d: e'; it must be a name, a colon and a value in printable ASCII." },
    };

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_key_sets_its_setting(string lines, string setting, string[] values)
    {
        FlashphonerSettings settings = Read(lines);
        FlashphonerValue value = Assert.Single(settings.Values, v => v.Setting.Key == setting);
        Assert.Equal(values, value.Values);
        Assert.All(settings.Values, v => Assert.All(v.Values, written => Assert.Null(v.Setting.Problem(written))));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_wrong_value_is_named_with_file_line_and_what_is_allowed(string lines, string problem) =>
        Assert.Equal($"wcs.properties line {lines.Count('\n') + 1}: {problem}", Assert.Throws<SettingsException>(() => Read(lines)).Message);

    [Fact]
    public void Every_key_with_a_setting_is_among_the_examples_and_leads_to_one_that_exists()
    {
        string[] keys = [.. WcsKeys.All.Where(k => k.Kind == WcsKeyKind.Setting).Select(k => k.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(keys, Translations.Select(t => KeyOf(t.Data.Item1)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(keys, Mistakes.Select(t => KeyOf(t.Data.Item1.Split('\n')[^1])).Distinct().Order(StringComparer.Ordinal));
        Assert.All(WcsKeys.All, key => Assert.Equal(key.Setting is not null, key.Kind == WcsKeyKind.Setting));
        Assert.Empty(WcsKeys.All.Select(k => k.Setting).OfType<string>().Except(SettingsCatalog.All.Concat(SettingsCatalog.OfStorage("s3")).Select(s => s.Key)));
    }

    [Fact]
    public void Every_other_key_is_accepted_with_whatever_value_and_one_line_that_explains()
    {
        WcsKey[] others = [.. WcsKeys.All.Where(k => k.Kind != WcsKeyKind.Setting)];
        Assert.NotEmpty(others);
        Assert.All(others, key =>
        {
            FlashphonerSettings settings = Read($"\n{key.Name}=any value");
            Assert.Empty(settings.Values);
            FlashphonerRemark remark = Assert.Single(settings.Remarks);
            string says = key.Kind == WcsKeyKind.NotYet ? "has no effect yet" : "means nothing here";
            Assert.Equal(new FlashphonerRemark(2, IsWarning: false, $"{key.Name} {says}: {key.Remark}."), remark);
        });
    }

    [Theory]
    [InlineData("vod_mp4_container_new", "means nothing here: every file is played while it is read, from a store too")]
    [InlineData("use_fdk_aac", "means nothing here: ffmpeg decodes AAC")]
    [InlineData("rtp_bundle", "means nothing here: sound and picture")]
    [InlineData("compact_media_port_usage", "means nothing here: a worker has one port")]
    [InlineData("ip_local", "means nothing here: the addresses of the machine")]
    [InlineData("record_h264_to_ts", "means nothing here: TS is there for what a crash would take")]
    [InlineData("wss.port", "has no effect yet: there is no TLS yet")]
    [InlineData("https.port", "has no effect yet: there is no TLS yet")]
    [InlineData("rest_hook_secret_key", "has no effect yet: there are no REST hooks yet")]
    [InlineData("disable_rest_auth", "has no effect yet: there is no access control yet")]
    [InlineData("snapshot_taking_interval_ms", "means nothing here: a snapshot is taken at once from the file")]
    public void A_key_without_a_setting_says_why(string key, string says) =>
        Assert.StartsWith($"{key} {says}", Assert.Single(Read($"{key}=1").Remarks).Text, StringComparison.Ordinal);

    [Fact]
    public void The_later_of_two_lines_counts_with_a_warning_and_only_it_is_checked()
    {
        FlashphonerSettings settings = Read("http.port=x\nrtp_bundle=a\nhttp.port=1\nhttp.port=2\nrtp_bundle=b");
        FlashphonerValue value = Assert.Single(settings.Values);
        Assert.Equal(("2", 4), (value.Values[0], value.Entry.Line));
        Assert.Equal(
            ["http.port is given a second time; line 1 no longer counts.", "http.port is given a second time; line 3 no longer counts.",
             "rtp_bundle is given a second time; line 2 no longer counts."],
            settings.Remarks.Where(r => r.IsWarning).Select(r => r.Text));
        Assert.Single(settings.Remarks, r => !r.IsWarning);
    }

    private static string KeyOf(string line) => line.Split('=', '\n')[0];

    private static FlashphonerSettings Read(string text) => new("wcs.properties", PropertiesParser.Parse(text));
}
