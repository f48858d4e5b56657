using System.Collections.Concurrent;
using System.Net.Sockets;
using Vod.Media.Host.Udp;
using Vod.Media.Host.Udp.Linux;
using Vod.Media.Timing;

namespace Vod.Media.Load.Viewers;

/// <summary>
/// A thread that carries viewers. It looks at their sockets every few milliseconds instead of waiting for datagrams: over loopback the kernel charges the waking of a reader to the
/// sender, and a server in a network does not pay for that.
/// </summary>
internal sealed class ViewerThread : IDisposable
{
    /// <summary>Time between two looks at the sockets of viewers that play; what is measured of arrivals is as coarse.</summary>
    public static readonly TimeSpan PlayingInterval = TimeSpan.FromMilliseconds(2);

    // Viewers that have no picture yet are looked at each time: a handshake has five round trips.
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(1);

    private readonly LoadClock _clock;
    private readonly Thread _thread;
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly AutoResetEvent _commanded = new(initialState: false);
    private readonly List<Viewer> _viewers = [];
    private readonly MessageTable _messages = new(AddressFamily.InterNetwork);
    private readonly byte[] _room = GC.AllocateArray<byte>(MessageTable.Capacity * ReceiveBatch.DatagramBytes, pinned: true);
    private MonotonicTime? _lastRound;
    private TimeSpan _longestPause;
    private bool _isStopping;

    /// <param name="clock">The time of all viewers.</param>
    public ViewerThread(LoadClock clock)
    {
        _clock = clock;
        SetRoom();
        _thread = new Thread(Run) { Name = "viewers", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Takes a viewer on.</summary>
    public Task AddAsync(Viewer viewer) => InvokeAsync(() =>
    {
        _viewers.Add(viewer);
        viewer.Start(_clock.Now);
        return true;
    });

    /// <summary>Lets a viewer go; after that it is the caller's.</summary>
    public Task RemoveAsync(Viewer viewer) => InvokeAsync(() =>
    {
        viewer.Leave(_clock.Now);
        return _viewers.Remove(viewer);
    });

    /// <summary>Asks something of all viewers, between two rounds.</summary>
    public Task<T> AskAsync<T>(Func<IReadOnlyList<Viewer>, T> question) => InvokeAsync(() => question(_viewers));

    /// <summary>The longest time between two rounds since this was asked last: how long the thread was kept from looking.</summary>
    public Task<TimeSpan> TakeLongestPauseAsync() => InvokeAsync(() =>
    {
        TimeSpan longest = _longestPause;
        _longestPause = TimeSpan.Zero;
        return longest;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _commands.Enqueue(() => _isStopping = true);
        _commanded.Set();
        _thread.Join();
        _viewers.ForEach(viewer => viewer.Dispose());
        _messages.Dispose();
        _commanded.Dispose();
    }

    private Task<T> InvokeAsync<T>(Func<T> function)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _commands.Enqueue(() => done.SetResult(function()));
        _commanded.Set();
        return done.Task;
    }

    private unsafe void SetRoom()
    {
        fixed (byte* room = _room)
        {
            for (int i = 0; i < MessageTable.Capacity; i++)
            {
                _messages.SetIncoming(i, room + (i * ReceiveBatch.DatagramBytes), ReceiveBatch.DatagramBytes);
            }
        }
    }

    private void Run()
    {
        MonotonicTime playingAt = MonotonicTime.Zero;
        while (!_isStopping)
        {
            NotePause(_clock.Now);
            while (_commands.TryDequeue(out Action? command))
            {
                command();
            }

            bool allAreDue = _clock.Now >= playingAt;
            playingAt = allAreDue ? _clock.Now + PlayingInterval : playingAt;
            foreach (Viewer viewer in _viewers)
            {
                if (allAreDue || viewer.FirstKeyFrame is null)
                {
                    Look(viewer);
                }
            }

            _commanded.WaitOne(Round);
        }
    }

    private void NotePause(MonotonicTime now)
    {
        if (_lastRound is { } last && now - last > _longestPause)
        {
            _longestPause = now - last;
        }

        _lastRound = now;
    }

    private void Look(Viewer viewer)
    {
        MonotonicTime now = _clock.Now;
        int count;
        do
        {
            count = _messages.Receive(viewer.Descriptor, MessageTable.Capacity);
            for (int i = 0; i < count; i++)
            {
                viewer.Handle(_room.AsSpan(i * ReceiveBatch.DatagramBytes, _messages.Length(i)), now);
            }
        }
        while (count == MessageTable.Capacity);

        if (viewer.NextTimeout <= now)
        {
            viewer.HandleTimeout(now);
        }
    }
}
