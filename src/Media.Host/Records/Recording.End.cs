using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>The end of a recording.</summary>
internal sealed partial class Recording
{
    /// <summary>Finishes the file with what there is.</summary>
    private async Task<RecordingResult> EndAsync(RecordingEnd end)
    {
        bool hasFile;
        try
        {
            await DrainSoundAsync(end);
            hasFile = _recorder.Finish();
            end = hasFile || end.Outcome != RecordingOutcome.Complete ? end : end with { Outcome = RecordingOutcome.Empty };
        }
        catch (IOException exception)
        {
            // It stays what it was while it ran: a file that plays to its last fragment.
            hasFile = _recorder.Size > 0;
            end = end.Outcome == RecordingOutcome.Complete ? new(DiskFault.OutcomeOf(exception), exception.Message) : end;
        }
        catch (Exception exception)
        {
            // As above; the next start has another look at the file.
            LogDefect(_context.Logger, exception, _begun);
            return Over(new(RecordingOutcome.Failed, exception.Message), "");
        }

        _recorder.Dispose();
        string unfinished = RecordName.UnfinishedPrefix + _begun + _media.Extension;
        string name = "";
        if (hasFile)
        {
            name = RecordFiles.GiveName(_context, unfinished, _begun, _media.Extension, _context.Clock.GetUtcNow(), _recorder.Duration);
        }
        else
        {
            RecordFiles.TryDelete(_context, unfinished);
        }

        return Over(end, name);
    }

    private RecordingResult Over(RecordingEnd end, string name)
    {
        _recorder.Dispose();
        _sound?.Dispose();
        ReturnRest();
        _context.Names.Release(_begun, _media.Extension);
        return name.Length > 0
            ? new RecordingResult(end.Outcome, name, _recorder.Size, _recorder.Duration, end.Detail)
            : new RecordingResult(end.Outcome, "", 0, TimeSpan.Zero, end.Detail);
    }

    private async Task DrainSoundAsync(RecordingEnd end)
    {
        if (_sound is null)
        {
            return;
        }

        await _sound.CompleteAsync();
        while (!end.IsDamaged && _queue.Reader.TryRead(out RecordingItem item))
        {
            if (item.Kind == RecordingItemKind.EncodedSound)
            {
                TryHandle(item);
            }
            else
            {
                GiveBack(item);
            }
        }
    }

    private void ReturnRest()
    {
        _queue.Writer.TryComplete();
        while (_queue.Reader.TryRead(out RecordingItem item))
        {
            GiveBack(item);
        }
    }

    private static void GiveBack(in RecordingItem item)
    {
        if (item.Kind is not (RecordingItemKind.Tick or RecordingItemKind.Stop))
        {
            item.Bytes.Return();
        }
    }
}
