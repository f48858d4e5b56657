namespace Vod.Media.Host.Storage.Uploads;

/// <summary>What a store has of a file.</summary>
internal enum ComparisonOutcome
{
    /// <summary>The same bytes.</summary>
    Same,

    /// <summary>Other bytes.</summary>
    Different,

    /// <summary>Nothing of that name.</summary>
    Absent,

    /// <summary>It could not be found out.</summary>
    Unknown,
}
