using Vod.ServiceDefaults.Settings.Storages;
using static Vod.ServiceDefaults.Settings.Flashphoner.WcsKeyKind;

namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>The keys of <c>flashphoner.properties</c> that are known here, in the order of the documentation. Names and meanings are those of Web Call Server 5.2 and 5.3, but for a few of our own that say so.</summary>
internal static class WcsKeys
{
    /// <summary>Begins the range of media ports.</summary>
    public const string MediaPortFrom = "media_port_from";

    /// <summary>Ends the range of media ports.</summary>
    public const string MediaPortTo = "media_port_to";

    // What Web Call Server calls its store in paths.
    private const string Storage = "s3";

    private const string NoTls = "there is no TLS yet; a proxy in front can end it";
    private const string NoHooks = "there are no REST hooks yet";
    private const string NoHls = "there is no HLS";
    private const string NoBigHeap = "files are read in pieces, so nothing of this size is in memory";
    private const string NoSuchSource = "nothing of this kind is received, so there is nothing to record";
    private const string FileDecides = "the codecs are those of the file, and what the browser cannot play is converted";
    private const string NoCdn = "there is no CDN; the servers of a cluster are equal";
    private const string Ours = "a key of this server; Web Call Server does not know it";
    private const string NoOldDtls = "DTLS 1.2 is the only version";

    /// <summary>Every key.</summary>
    public static IReadOnlyList<WcsKey> All { get; } =
    [
        new("media_dir", Setting, "", "Media:Directory"),
        new("vod_live_loop", Setting, "", "Streams:Loop"),
        new("vod_stream_timeout", Setting, "", "Streams:Timeout"),
        new("aws_s3_credentials", Setting, "`zone;login;hash`; several divided by commas, or in a line each", "Storages:s3:Credentials", IsRepeatable: true),
        new("vod_mp4_container_new", Meaningless, "every file is played while it is read, from a store too, with moov at either end, whatever it says"),
        new("vod_mp4_container_new_buffer_ms", Meaningless, NoBigHeap),
        new("vod_mp4_container_isoparser_heap_datasource", Meaningless, NoBigHeap),
        new("bframes", Setting, Ours, "Preparation:BFrames"),
        new("transcode_other_codecs", Setting, Ours, "Preparation:TranscodeOtherCodecs"),
        new("use_fdk_aac", Meaningless, "ffmpeg decodes AAC, whichever decoder it has"),
        new("jobs_max_prefer_wait_time", Setting, "", "Rest:MaxPreferWait"),
        new("jobs_max_prefer_timeout", Setting, "", "Rest:MaxPreferTimeout"),
        new("snapshot_taking_interval_ms", Meaningless, "a snapshot is taken at once from the file"),

        new("record_streams", Setting, "", "Recording:Enabled"),
        new("record_flash_published_streams", Meaningless, NoSuchSource),
        new("record_rtsp_streams", Meaningless, NoSuchSource),
        new("record_mixer_streams", Meaningless, NoSuchSource),
        new("record_formats", Meaningless, "H.264 goes into MP4 and VP8 into WebM"),
        new("record_h264_to_ts", Meaningless, "TS is there for what a crash would take of an MP4; ours can be played at any time while it is written"),
        new("record_dir", Setting, "", "Recording:Directory"),
        new("record_rotation", Setting, "", "Recording:Rotation"),
        new("record_rotation_index_enabled", Setting, "", "Recording:NumberParts"),
        new("stream_record_policy", Setting, "", "Recording:Policy"),
        new("stream_record_policy_template", Setting, "", "Recording:Template"),
        new("encode_record_name", Meaningless, "what may not be in a file name becomes an underscore"),
        new("on_record_hook_script", Setting, "", "Recording:HookScript"),

        new("http.port", Setting, "", "Server:HttpPort"),
        new("https.port", NotYet, NoTls),
        new("ws.port", Setting, "", "Server:WebSocketPort"),
        new("wss.port", NotYet, NoTls),
        new("ip", Setting, "announced in front of the addresses of the machine, not instead of them", "Media:PublicAddresses"),
        new("ip_local", Meaningless, "the addresses of the machine are found and announced"),
        new(MediaPortFrom, Setting, "odd ports are used too", "Media:UdpPort"),
        new(MediaPortTo, Setting, "how many ports there are from `media_port_from`, or 31001, to this one", "Media:UdpPorts"),
        new("compact_media_port_usage", Meaningless, "a worker has one port for all its viewers, odd or even"),
        new("rtp_bundle", Meaningless, "sound and picture of a viewer always share a port"),
        new("dtls_force_version_0", Meaningless, NoOldDtls),
        new("dtls0_ua_match_substring", Meaningless, NoOldDtls),
        new("codecs", Meaningless, FileDecides),
        new("codecs_exclude_streaming", Meaningless, FileDecides),
        new("codecs_exclude_sip", Meaningless, "there is no SIP"),
        new("codecs_exclude_sip_rtmp", Meaningless, "there is no SIP"),

        new("keep_alive.server_interval", Setting, "", "WebSocket:PingInterval"),
        new("keep_alive.probes", Setting, "", "WebSocket:MaxMissedPongs"),
        new("allow_domains", Setting, "divided by commas; the first match decides; clients that send no `Origin` need `*`", "WebSocket:AllowedOrigins"),
        new("keep_alive_streaming_sessions_enabled", NotYet, NoHooks),
        new("streaming_sessions_keep_alive_interval", NotYet, NoHooks),
        new("streaming_sessions_keep_alive_app_keys", NotYet, NoHooks),

        new("rest_access_control_allow_origin", Setting, "", "Rest:AllowOrigin"),
        new("rest_access_control_allow_headers", Setting, "", "Rest:AllowHeaders"),
        new("rest_access_control_allow_methods", Setting, "", "Rest:AllowMethods"),
        new("rest_access_control_headers", Setting, "`Name: value;Name: value`", "Rest:AccessControlHeaders", ';'),
        new("disable_rest_auth", NotYet, "there is no access control yet: whoever reaches the HTTP port may use it"),
        new("rest_hook_send_hash", NotYet, NoHooks),
        new("rest_hook_secret_key", NotYet, NoHooks),

        new("hls_auto_start", Meaningless, NoHls),
        new("hls_manager_provider_timeout", Meaningless, NoHls),
        new("cdn_enabled", Meaningless, NoCdn),
        new("cdn_role", Meaningless, NoCdn),
        new("cdn_ip", Meaningless, NoCdn),
    ];

    private static readonly Dictionary<string, WcsKey> ByName = All.ToDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>The key of a name; null when it is unknown. Case matters, as in every properties file.</summary>
    public static WcsKey? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The setting of a key that has one.</summary>
    public static SettingDefinition SettingOf(WcsKey key) => SettingsCatalog.All.Concat(SettingsCatalog.OfStorage(Storage)).Single(s => s.Key == key.Setting);

    /// <summary>The keys that set one of our settings.</summary>
    public static IEnumerable<WcsKey> For(SettingDefinition setting) => All.Where(k => k.Setting == setting.Key.Replace(StoragesOptions.AnyName, Storage, StringComparison.Ordinal));
}
