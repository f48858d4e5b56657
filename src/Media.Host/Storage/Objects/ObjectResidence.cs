using Vod.Media.Playback;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>What of an object is in memory, for workers that must not wait.</summary>
internal sealed class ObjectResidence(ObjectReader reader) : IResidentFile
{
    /// <summary>A place that was asked for is not asked for again in this time, in milliseconds: many viewers reach it within moments of each other.</summary>
    public const int RepeatMilliseconds = 1000;

    private const int RememberedPlaces = 64;

    private readonly Asked[] _asked = new Asked[RememberedPlaces];

    /// <inheritdoc/>
    public bool TryRead(long offset, Span<byte> destination) =>
        offset >= 0 && offset <= reader.Version.Key.Size - destination.Length && reader.TryRead(offset, destination);

    /// <inheritdoc/>
    public void Expect(long offset, long length)
    {
        if (offset < 0 || length <= 0 || offset >= reader.Version.Key.Size)
        {
            return;
        }

        int place = reader.Version.BlockOf(offset);
        long now = Environment.TickCount64;
        ref Asked asked = ref _asked[place % RememberedPlaces];

        // Two workers that meet here ask twice, which does no harm.
        if (Volatile.Read(ref asked.Place) == place + 1L && now - Volatile.Read(ref asked.At) < RepeatMilliseconds)
        {
            return;
        }

        Volatile.Write(ref asked.At, now);
        Volatile.Write(ref asked.Place, place + 1L);
        ThreadPool.UnsafeQueueUserWorkItem(
            static ask => ask.Reader.Prepare(ask.Offset, ask.Length), (Reader: reader, Offset: offset, Length: length), preferLocal: false);
    }

    private struct Asked
    {
        public long Place; // plus one, so that zero means none
        public long At;
    }
}
