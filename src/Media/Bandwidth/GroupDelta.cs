namespace Vod.Media.Bandwidth;

/// <summary>How two groups of packets follow each other.</summary>
/// <param name="Sent">Time between them when they were sent.</param>
/// <param name="Arrived">Time between them when they arrived.</param>
/// <param name="At">When the later one had arrived, on the receiver's clock.</param>
internal readonly record struct GroupDelta(TimeSpan Sent, TimeSpan Arrived, TimeSpan At);
