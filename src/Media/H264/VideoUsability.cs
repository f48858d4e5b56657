namespace Vod.Media.H264;

/// <summary>The parts of the video usability information (ITU-T H.264, annex E) that playing needs.</summary>
/// <param name="NumUnitsInTick">num_units_in_tick, 0 if there is no timing information.</param>
/// <param name="TimeScale">time_scale, 0 if there is no timing information.</param>
/// <param name="IsFixedFrameRate">fixed_frame_rate_flag.</param>
/// <param name="MaxReorderFrames">max_num_reorder_frames, null without a bitstream restriction.</param>
/// <param name="MaxDecodedFrameBuffering">max_dec_frame_buffering, null without a bitstream restriction.</param>
internal sealed record VideoUsability(
    uint NumUnitsInTick,
    uint TimeScale,
    bool IsFixedFrameRate,
    int? MaxReorderFrames,
    int? MaxDecodedFrameBuffering);
