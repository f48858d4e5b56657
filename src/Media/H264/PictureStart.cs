namespace Vod.Media.H264;

/// <summary>How much of the past a picture needs.</summary>
internal enum PictureStart
{
    /// <summary>The bytes end before the first slice.</summary>
    Unknown,

    /// <summary>Pictures before it.</summary>
    Dependent,

    /// <summary>None, although pictures shown right after it may (an intra picture with a recovery point of 0 pictures, ITU-T H.264, D.2.8).</summary>
    RecoveryPoint,

    /// <summary>None, and neither does any picture after it.</summary>
    InstantaneousRefresh,
}
