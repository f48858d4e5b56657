namespace Vod.Media.Playback;

/// <summary>
/// What of a file can be had at once: because the operating system has it in memory. Calls never wait, whatever the storage does, and may come from any worker.
/// </summary>
internal interface IResidentFile
{
    /// <summary>Reads a range, if all of it is in memory. False leaves the destination undefined: then the range has to be waited for.</summary>
    bool TryRead(long offset, Span<byte> destination);

    /// <summary>
    /// Says that a range will be wanted soon, so that it is brought into memory meanwhile; a storage far away brings what follows it nearer too. It may reach beyond the end of the
    /// file. Saying it again costs next to nothing.
    /// </summary>
    void Expect(long offset, long length);
}
