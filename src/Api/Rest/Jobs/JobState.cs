namespace Vod.Api.Rest.Jobs;

/// <summary>Where a job is: PENDING, RUNNING, and one of the others for good.</summary>
internal enum JobState
{
    /// <summary>It waits until fewer others run.</summary>
    Pending,

    /// <summary>It is under way.</summary>
    Running,

    /// <summary>It went well.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It took longer than it may, or somebody ended it. What it had ordered by then stays ordered.</summary>
    Cancelled,
}
