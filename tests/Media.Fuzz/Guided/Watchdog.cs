namespace Vod.Media.Fuzz.Guided;

/// <summary>Ends the process when an input does not come back, after saving it.</summary>
internal sealed class Watchdog : IDisposable
{
    // A hundred thousand times what an input takes, so that a busy machine does not look like a loop.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Timer _timer;
    private readonly string _folder;
    private byte[]? _last;
    private volatile byte[]? _current;

    public Watchdog(string folder)
    {
        _folder = folder;
        _timer = new Timer(_ => Check(), null, Patience, Patience);
    }

    /// <summary>Says which input is being run.</summary>
    public void Watch(byte[] input) => _current = input;

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        byte[]? current = _current;
        if (current is not null && ReferenceEquals(current, _last))
        {
            Console.WriteLine($"FOUND {Corpus.Write(_folder, current)}: does not come back");
            Environment.Exit(3);
        }

        _last = current;
    }
}
