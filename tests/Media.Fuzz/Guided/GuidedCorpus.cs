namespace Vod.Media.Fuzz.Guided;

/// <summary>
/// The inputs of a guided run. Of everything that is reached the shortest input that does so is preferred as a starting point: it is the fastest and has the least in it
/// that mutations could waste themselves on.
/// </summary>
internal sealed class GuidedCorpus(Random random)
{
    private const int PreferredOf10 = 8;
    private readonly List<byte[]> _all = [];
    private readonly Dictionary<int, GuidedInput> _shortest = [];
    private GuidedInput[] _preferred = [];
    private bool _isStale;

    /// <summary>All inputs in the order they came in.</summary>
    public IReadOnlyList<byte[]> All => _all;

    public void Add(GuidedInput input)
    {
        _all.Add(input.Bytes);
        foreach (int feature in input.Features)
        {
            if (!_shortest.TryGetValue(feature, out GuidedInput? known) || input.Bytes.Length < known.Bytes.Length)
            {
                _shortest[feature] = input;
                _isStale = true;
            }
        }
    }

    /// <summary>What to mutate next.</summary>
    public byte[] Pick()
    {
        if (_isStale)
        {
            _preferred = [.. _shortest.Values.Distinct()];
            _isStale = false;
        }

        return random.Next(10) < PreferredOf10 ? _preferred[random.Next(_preferred.Length)].Bytes : _all[random.Next(_all.Count)];
    }
}
