namespace Vod.Media.Mp4.Fragments;

/// <summary>What the fragments of a track need not repeat, from its trex box (ISO/IEC 14496-12, 8.8.3) or a tfhd box.</summary>
/// <param name="SampleDescription">sample_description_index, counted from 1.</param>
/// <param name="Duration">default_sample_duration in the track's timescale.</param>
/// <param name="Size">default_sample_size in bytes.</param>
/// <param name="Flags">default_sample_flags, see <see cref="SampleFlags"/>.</param>
internal readonly record struct TrackExtends(uint SampleDescription, uint Duration, uint Size, uint Flags);
