using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Vod.Media.Fuzz.Guided;

/// <summary>
/// What instrumented code has run through: a counter for every step from one branch to the next. How often counts in eight classes, so that a loop that runs nine times
/// instead of eight is nothing new but one that runs not at all is.
/// </summary>
internal sealed unsafe class CoverageMap : IDisposable
{
    /// <summary>Counters; SharpFuzz writes to so many.</summary>
    private const int Size = 1 << 16;

    private const int Classes = 8;
    private static readonly byte[] ClassOf = [.. Enumerable.Range(0, 256).Select(Classify)];
    private readonly byte* _counters = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _seen = new byte[Size];

    public CoverageMap() => Trace.SharedMem = _counters;

    /// <summary>Steps seen so far, whatever their classes.</summary>
    public int Edges => _seen.Count(static classes => classes != 0);

    /// <summary>Begins another run.</summary>
    public void Reset()
    {
        new Span<byte>(_counters, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Steps with their classes in the last run that were in none before; they count as seen from now on.</summary>
    public int TakeNew()
    {
        int found = 0;
        ReadOnlySpan<ulong> words = new(_counters, Size / sizeof(ulong));
        for (int word = 0; word < words.Length; word++)
        {
            if (words[word] == 0)
            {
                continue;
            }

            for (int i = word * sizeof(ulong); i < (word + 1) * sizeof(ulong); i++)
            {
                byte fresh = (byte)(ClassOf[_counters[i]] & ~_seen[i]);
                _seen[i] |= fresh;
                found += fresh != 0 ? 1 : 0;
            }
        }

        return found;
    }

    /// <summary>Everything the last run went through, as numbers.</summary>
    public HashSet<int> Features()
    {
        HashSet<int> features = [];
        for (int i = 0; i < Size; i++)
        {
            if (_counters[i] != 0)
            {
                features.Add((i * Classes) + (int)uint.Log2(ClassOf[_counters[i]]));
            }
        }

        return features;
    }

    /// <summary>The places the last run went through, however often.</summary>
    public HashSet<int> Places()
    {
        HashSet<int> places = [];
        for (int i = 0; i < Size; i++)
        {
            if (_counters[i] != 0)
            {
                places.Add(i);
            }
        }

        return places;
    }

    public void Dispose() => NativeMemory.Free(_counters);

    private static byte Classify(int count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
