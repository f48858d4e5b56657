using Vod.Media.Playback;
using Vod.Media.Rtp;

namespace Vod.Media.Live;

/// <summary>The sound of a publication for one viewer.</summary>
internal sealed class LiveSound(LiveStream stream) : IOpusSource
{
    private readonly MediaRing<KeptSound> _ring = stream.Sounds;
    private readonly byte[] _packet = new byte[RtpPacketBudget.MaxPayload];
    private (int Index, long Time) _taken = (-1, 0);

    /// <inheritdoc/>
    public int PacketCount => stream.IsOver ? (int)_ring.End : int.MaxValue;

    /// <inheritdoc/>
    public bool IsLive => true;

    /// <inheritdoc/>
    public MediaFailure? Failure => null;

    /// <inheritdoc/>
    public bool TryGetPacket(int index, out ReadOnlyMemory<byte> packet)
    {
        packet = default;
        if (index >= _ring.End)
        {
            return false;
        }

        // What is not kept any more, or would not fit a packet here either, is silence.
        if (_ring.TryGet(index, out KeptSound sound, out int length) && _ring.TryCopy(index, _packet))
        {
            _taken = (index, sound.Time);
            packet = _packet.AsMemory(0, length);
        }

        return true;
    }

    /// <inheritdoc/>
    public long TimeOf(int index) =>
        index == _taken.Index ? _taken.Time
        : _ring.TryGet(index, out KeptSound sound, out _) ? sound.Time
        : index < _ring.End ? 0 : -1;

    /// <inheritdoc/>
    public int Find(long time)
    {
        long end = _ring.End;
        long found = end;
        while (_ring.TryGet(found - 1, out KeptSound sound, out _) && sound.Time >= time)
        {
            found--;
        }

        return (int)found;
    }

    /// <inheritdoc/>
    public void RequestAhead(int index)
    {
        // It comes by itself.
    }
}
