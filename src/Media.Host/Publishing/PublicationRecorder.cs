using Vod.Media.Engine;
using Vod.Media.Host.Records;

namespace Vod.Media.Host.Publishing;

/// <summary>Records one publication, as often as it is told to but only once at a time.</summary>
/// <param name="recordings">Makes recordings.</param>
/// <param name="media">What is published.</param>
/// <param name="attach">Has a recording take the media, or none; false when the publication is not on its worker any more.</param>
/// <param name="finished">Told of every recording that was started, when it is over.</param>
internal sealed class PublicationRecorder(Recordings recordings, RecordedMedia media, Func<Recording?, Task<bool>> attach, Action<RecordingResult> finished)
{
    private readonly Lock _lock = new();
    private Recording? _current;
    private Task _following = Task.CompletedTask;
    private TaskCompletionSource _starting = new();
    private bool _isBusy; // from the order to start one to its end
    private bool _isOver;

    /// <summary>Begins a recording.</summary>
    public async Task<RecordingStart> StartAsync(RecordingOrder order)
    {
        if (TryReserve() is { } refusal)
        {
            return refusal;
        }

        // A file is made, which may wait for a disk.
        (RecordingStart start, Recording? recording) = await Task.Run(() => (recordings.TryStart(order, media, out Recording? made), made));
        Follow(recording);
        if (recording is null)
        {
            return start;
        }

        if (await attach(recording))
        {
            return RecordingStart.Started;
        }

        await recording.FinishAsync();
        return RecordingStart.NotPublishing;
    }

    /// <summary>Ends the recording and waits until its file is complete and its end was told; false when there is none.</summary>
    public async Task<bool> StopAsync()
    {
        Task following;
        lock (_lock)
        {
            if (_current is null)
            {
                return false;
            }

            _ = _current.FinishAsync();
            following = _following;
        }

        await following;
        return true;
    }

    /// <summary>Name of the file that is written, empty when only its end will tell; null when there is none.</summary>
    public string? FindFile()
    {
        lock (_lock)
        {
            return _current?.FileName;
        }
    }

    /// <summary>Ends the recording, if there is one, and lets none begin any more.</summary>
    public async Task EndAsync()
    {
        Task starting;
        lock (_lock)
        {
            _isOver = true;
            starting = _isBusy ? _starting.Task : Task.CompletedTask;
        }

        await starting;
        await StopAsync();
    }

    private RecordingStart? TryReserve()
    {
        lock (_lock)
        {
            if (_isOver || _isBusy)
            {
                return _isOver ? RecordingStart.NotPublishing : RecordingStart.AlreadyRecording;
            }

            (_isBusy, _starting) = (true, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return null;
        }
    }

    private void Follow(Recording? recording)
    {
        lock (_lock)
        {
            (_current, _isBusy) = (recording, recording is not null);
            _following = recording is not null ? FollowAsync(recording) : Task.CompletedTask;
            _starting.SetResult();
        }
    }

    private async Task FollowAsync(Recording recording)
    {
        RecordingResult result = await recording.Completion.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await attach(null);
        lock (_lock)
        {
            (_current, _isBusy) = (null, false);
        }

        finished(result);
    }
}
