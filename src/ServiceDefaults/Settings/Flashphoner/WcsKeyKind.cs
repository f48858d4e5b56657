namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>What a key of <c>flashphoner.properties</c> is to this server.</summary>
internal enum WcsKeyKind
{
    /// <summary>It sets one of our settings.</summary>
    Setting,

    /// <summary>It belongs to something this server cannot do yet.</summary>
    NotYet,

    /// <summary>It decides something that does not arise here.</summary>
    Meaningless,
}
