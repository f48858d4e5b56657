using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Host.Library;

/// <summary>A table that forgets what was entered first when it is full. Not thread-safe.</summary>
/// <param name="capacity">Most entries.</param>
internal sealed class RecentTable<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly Queue<TKey> _order = new();

    /// <summary>Entries.</summary>
    public int Count => _values.Count;

    /// <summary>Looks an entry up.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    /// <summary>Enters or replaces a value; a value that is replaced keeps its age.</summary>
    public void Set(TKey key, TValue value)
    {
        if (!_values.ContainsKey(key))
        {
            _order.Enqueue(key);
        }

        _values[key] = value;
        while (_order.Count > capacity)
        {
            _values.Remove(_order.Dequeue());
        }
    }
}
