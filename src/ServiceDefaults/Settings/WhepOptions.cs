namespace Vod.ServiceDefaults.Settings;

/// <summary>Playback over WHEP and publishing over WHIP.</summary>
public sealed class WhepOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Whep";

    /// <summary>STUN and TURN servers named in the answers, each as <see cref="IceServer"/> reads it.</summary>
    [IceServerSetting("STUN and TURN servers that WHEP players and WHIP publishers are told to use; whoever may play gets to see their credentials")]
    public IList<string> IceServers { get; } = [];

    /// <summary>The most WHEP and WHIP sessions open at a time; further ones are refused with 503.</summary>
    [NumberSetting("The most WHEP sessions open at a time; further ones are refused", 1, 1_000_000)]
    public int MaxSessions { get; set; } = 10_000;
}
