namespace Vod.Media.Host.Tests.Mp4;

/// <summary>One packet as ffprobe reports it, in the timescale of its stream.</summary>
internal readonly record struct Packet(long Position, long Size, long DecodeTime, long CompositionTime, bool IsKey);
