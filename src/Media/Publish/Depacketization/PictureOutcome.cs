namespace Vod.Media.Publish.Depacketization;

/// <summary>What has become of the payloads of one timestamp.</summary>
internal enum PictureOutcome
{
    /// <summary>A picture that can be decoded if those before it can.</summary>
    Complete,

    /// <summary>No picture, and none was meant to be: parameter sets on their own.</summary>
    Empty,

    /// <summary>A picture that nothing can be done with: its end is missing, or it names parameter sets that never came.</summary>
    Unusable,
}
