using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Vod.Media.Rtp;

namespace Vod.Media.H264.Packetization;

/// <summary>
/// The pictures that the viewers of one worker are sending, each cut once whoever sends it. Not thread-safe: it belongs to the worker.
/// </summary>
/// <remarks>
/// The viewers of a shared stream send the same picture within one frame interval of each other. A viewer with a timeline of his own is the only one to send his, so what nobody
/// sends any more is kept for a short time only; what is lost on the way is cut again.
/// </remarks>
internal sealed class CutPictures : IDisposable
{
    /// <summary>Most bytes of pictures that nobody is sending: 8 key frames of 80 KB and 30 other pictures of twelve shared streams, many times what they are apart.</summary>
    public const int MaxIdleBytes = 4 * 1024 * 1024;

    /// <summary>How often <see cref="Trim"/> is to be called: longer than the viewers of a shared stream are apart.</summary>
    public static readonly TimeSpan TrimInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Objects kept for reuse: as many as viewers are in the middle of a picture at the same time.</summary>
    private const int MaxSpare = 1024;

    private readonly Dictionary<(object? Source, long Number, int PayloadSize), CutPicture> _pictures = [];
    private readonly LinkedList<CutPicture> _idle = new(); // the one used last comes first
    private readonly Stack<CutPicture> _spare = new();
    private PacketCut[] _cuts = new PacketCut[64];
    private byte[] _scratch = [];
    private long _idleBytes;

    /// <summary>Pictures in memory.</summary>
    public int Count => _pictures.Count;

    /// <summary>Memory to read a picture into before it is cut; the content is lost with the next call.</summary>
    public Span<byte> Scratch(int bytes)
    {
        if (_scratch.Length < bytes)
        {
            Return(_scratch);
            _scratch = ArrayPool<byte>.Shared.Rent(bytes);
        }

        return _scratch.AsSpan(0, bytes);
    }

    /// <summary>Finds a picture. Unless it is held, it may be gone after the next <see cref="Cut"/>, <see cref="Release"/> or <see cref="Trim"/>.</summary>
    /// <param name="source">What <paramref name="number"/> counts the pictures of.</param>
    /// <param name="number">Which one.</param>
    /// <param name="payloadSize">Bytes of each payload; 0 for as few packets as possible.</param>
    /// <param name="picture">The picture.</param>
    public bool TryFind(object source, long number, int payloadSize, [NotNullWhen(true)] out CutPicture? picture)
    {
        if (!_pictures.TryGetValue((source, number, payloadSize), out picture))
        {
            return false;
        }

        picture.IsRecent = true;
        return true;
    }

    /// <summary>Cuts a picture that was not found. It lives as one that was found.</summary>
    /// <param name="source">What <paramref name="number"/> counts the pictures of.</param>
    /// <param name="number">Which one.</param>
    /// <param name="payloadSize">Bytes of each payload; 0 for as few packets as possible.</param>
    /// <param name="format">How; null for a picture that is empty.</param>
    /// <param name="bytes">The picture as its source has it.</param>
    /// <param name="isSync">Whether its source says that decoding can start with it.</param>
    public CutPicture Cut(object source, long number, int payloadSize, PictureFormat? format, ReadOnlySpan<byte> bytes, bool isSync)
    {
        if (!_spare.TryPop(out CutPicture? picture))
        {
            picture = new CutPicture();
        }

        if (format is not null)
        {
            picture.Fill(format, payloadSize, bytes, isSync, ref _cuts);
        }

        picture.Origin = (source, number, payloadSize);
        _pictures.Add(picture.Origin, picture);
        AddIdle(picture);
        return picture;
    }

    /// <summary>Keeps a picture that was just found or cut, until <see cref="Release"/>.</summary>
    public void Hold(CutPicture picture)
    {
        if (picture.Users++ == 0)
        {
            _idle.Remove(picture.Node);
            _idleBytes -= picture.PayloadBytes;
        }
    }

    /// <summary>Lets go of a picture.</summary>
    public void Release(CutPicture picture)
    {
        if (--picture.Users == 0)
        {
            AddIdle(picture);
        }
    }

    /// <summary>Forgets what nobody has sent or looked at since the last call.</summary>
    public void Trim()
    {
        while (_idle.Last is { Value.IsRecent: false } last)
        {
            Forget(last.Value);
        }

        foreach (CutPicture picture in _idle)
        {
            picture.IsRecent = false;
        }

        if (_pictures.Count == 0)
        {
            Return(_scratch);
            _scratch = [];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.Last is { } last)
        {
            Forget(last.Value);
        }

        Return(_scratch);
        _scratch = [];
    }

    private void AddIdle(CutPicture picture)
    {
        picture.IsRecent = true;
        _idle.AddFirst(picture.Node);
        _idleBytes += picture.PayloadBytes;

        // The one that was added stays: whoever it is for has not held it yet.
        while (_idleBytes > MaxIdleBytes && _idle.Last is { } last && last.Value != picture)
        {
            Forget(last.Value);
        }
    }

    private void Forget(CutPicture picture)
    {
        _idle.Remove(picture.Node);
        _idleBytes -= picture.PayloadBytes;
        _pictures.Remove(picture.Origin);
        picture.Release();
        if (_spare.Count < MaxSpare)
        {
            _spare.Push(picture);
        }
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
