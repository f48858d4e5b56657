namespace Vod.Media.Aac;

/// <summary>Audio object types of ISO/IEC 14496-3 table 1.17 that anything here treats specially.</summary>
internal enum AudioObjectType : byte
{
    Null = 0,
    Main = 1,
    LowComplexity = 2,
    ScalableSampleRate = 3,
    LongTermPrediction = 4,
    SpectralBandReplication = 5,
    Scalable = 6,
    ErrorResilientLowComplexity = 17,
    ErrorResilientLowDelay = 23,
    ParametricStereo = 29,
    Escape = 31,
    EnhancedLowDelay = 39,
}
