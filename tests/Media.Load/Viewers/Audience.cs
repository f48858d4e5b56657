using System.Net;
using Vod.Media.Dtls;
using Vod.Media.Load.Signalling;
using Vod.Media.Timing;

namespace Vod.Media.Load.Viewers;

/// <summary>All viewers of one server, and the threads that carry them.</summary>
internal sealed class Audience : IDisposable
{
    private static readonly DtlsCertificate Certificate =
        DtlsCertificate.Create(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly LoadClock _clock;
    private readonly WhepClient _whep;
    private readonly DtlsContext _dtls = DtlsContext.Create(Certificate);
    private readonly ViewerOptions _options;
    private readonly ViewerThread[] _threads;
    private int _joins;

    /// <param name="clock">The time of all viewers.</param>
    /// <param name="server">The server's HTTP port.</param>
    /// <param name="threads">Threads that carry viewers.</param>
    /// <param name="decrypt">Which packets are opened.</param>
    public Audience(LoadClock clock, Uri server, int threads, DecryptShare decrypt)
    {
        _clock = clock;
        _whep = new WhepClient(server);
        _options = new ViewerOptions(IPAddress.Loopback, _dtls, decrypt);
        _threads = [.. Enumerable.Range(0, threads).Select(_ => new ViewerThread(clock))];
    }

    /// <summary>A viewer comes: POST, and the media as soon as the answer is there.</summary>
    public async Task<Attendance> JoinAsync(string stream)
    {
        int number = Interlocked.Increment(ref _joins);
        string ufrag = $"v{number:x7}";
        string offer = BrowserOffer.Write(ufrag, Certificate);
        MonotonicTime posted = _clock.Now;
        WhepSession session = await _whep.OpenAsync(stream, offer);
        if (session.Answer is not { } answer)
        {
            return new Attendance(posted, session.Url, Viewer: null, Thread: null, session.Problem);
        }

        Viewer viewer = new(_options, ufrag, answer, posted, _clock.Now);
        ViewerThread thread = _threads[number % _threads.Length];
        await thread.AddAsync(viewer);
        return new Attendance(posted, session.Url, viewer, thread, session.Problem);
    }

    /// <summary>A viewer goes: DELETE, and its connection is closed.</summary>
    /// <returns>What it received; nothing when it never came.</returns>
    public async Task<ViewerCounters> LeaveAsync(Attendance attendance)
    {
        if (attendance.Session is { } session)
        {
            await _whep.EndAsync(session);
        }

        if (attendance is not { Viewer: { } viewer, Thread: { } thread })
        {
            return default;
        }

        await thread.RemoveAsync(viewer);
        viewer.Dispose();
        return viewer.Reception.Counters;
    }

    /// <summary>Many viewers go, some at a time.</summary>
    public Task LeaveAsync(IEnumerable<Attendance> attendances) =>
        Parallel.ForEachAsync(attendances, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (attendance, _) => await LeaveAsync(attendance));

    /// <summary>Asks something of every viewer there is.</summary>
    public async Task<IReadOnlyList<T>> AskAsync<T>(Func<Viewer, T> question)
    {
        T[][] answers = await Task.WhenAll(_threads.Select(thread => thread.AskAsync(viewers => viewers.Select(question).ToArray())));
        return [.. answers.SelectMany(answer => answer)];
    }

    /// <summary>The longest time that any thread was kept from looking at its viewers since this was asked last.</summary>
    public async Task<TimeSpan> TakeLongestPauseAsync() => (await Task.WhenAll(_threads.Select(thread => thread.TakeLongestPauseAsync()))).Max();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ViewerThread thread in _threads)
        {
            thread.Dispose();
        }

        _whep.Dispose();
        _dtls.Dispose();
    }
}
