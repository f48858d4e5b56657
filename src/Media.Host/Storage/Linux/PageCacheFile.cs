using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Vod.Media.Playback;

namespace Vod.Media.Host.Storage.Linux;

/// <summary>What Linux has of a file in its page cache: read without ever waiting for the disk (RWF_NOWAIT of preadv2(2)), and filled ahead by other threads.</summary>
internal sealed unsafe class PageCacheFile : IResidentFile
{
    /// <summary>Ranges are asked for in pieces of this size, so that the viewers of a file ask for the same ones.</summary>
    public const int PieceBytes = 1024 * 1024;

    /// <summary>A piece that was asked for is not asked for again in this time, in milliseconds: many viewers reach it within moments of each other.</summary>
    public const int RepeatMilliseconds = 1000;

    private const int RememberedPieces = 64;

    private readonly SafeFileHandle _handle;
    private readonly Asked[] _asked;

    private PageCacheFile(SafeFileHandle handle, int rememberedPieces)
    {
        _handle = handle;
        _asked = new Asked[rememberedPieces];
    }

    /// <summary>Looks whether the file system can tell what is in memory. Null if not.</summary>
    /// <param name="handle">The file; it stays the caller's.</param>
    /// <param name="rememberedPieces">Pieces it is remembered of that they were asked for.</param>
    public static PageCacheFile? For(SafeFileHandle handle, int rememberedPieces = RememberedPieces)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            return null;
        }

        byte first;
        nint read = Read(handle, 0, &first, 1);
        return read >= 0 || Marshal.GetLastPInvokeError() is LibC.EAGAIN or LibC.EINTR ? new(handle, rememberedPieces) : null;
    }

    /// <inheritdoc/>
    public bool TryRead(long offset, Span<byte> destination)
    {
        fixed (byte* start = destination)
        {
            return Read(_handle, offset, start, destination.Length) == destination.Length;
        }
    }

    /// <inheritdoc/>
    public void Expect(long offset, long length)
    {
        long end = offset + length;
        for (long piece = offset / PieceBytes; piece * PieceBytes < end; piece++)
        {
            long now = Environment.TickCount64;
            ref Asked asked = ref _asked[piece % _asked.Length];

            // Two workers that meet here ask twice, which does no harm.
            if (Volatile.Read(ref asked.Piece) == piece + 1 && now - Volatile.Read(ref asked.At) < RepeatMilliseconds)
            {
                continue;
            }

            Volatile.Write(ref asked.At, now);
            Volatile.Write(ref asked.Piece, piece + 1);
            ThreadPool.UnsafeQueueUserWorkItem(static ask => Fetch(ask.Handle, ask.Piece), (Handle: _handle, Piece: piece), preferLocal: false);
        }
    }

    private static void Fetch(SafeFileHandle handle, long piece)
    {
        try
        {
            // Only a hint: what did not come is waited for when it is needed.
            _ = LibC.posix_fadvise(handle, piece * PieceBytes, PieceBytes, LibC.POSIX_FADV_WILLNEED);
        }
        catch (ObjectDisposedException)
        {
            // The last viewer has left meanwhile.
        }
    }

    private static nint Read(SafeFileHandle handle, long offset, byte* destination, int length)
    {
        IoVec buffer = new() { Base = destination, Length = (nuint)length };
        return LibC.preadv2(handle, &buffer, 1, offset, LibC.RWF_NOWAIT);
    }

    private struct Asked
    {
        public long Piece; // plus one, so that zero means none
        public long At;
    }
}
