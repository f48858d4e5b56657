using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>Where a request puts the blocks it brings.</summary>
internal interface IBlockSink
{
    /// <summary>The block that comes next; false when no more are wanted.</summary>
    bool TryBegin(BlockRun run, [NotNullWhen(true)] out BlockLoad? load);

    /// <summary>A block is complete: those who wait for it go on at once. Ends when it is in the cache, and never fails.</summary>
    Task ArriveAsync(BlockRun run, BlockLoad load);
}
