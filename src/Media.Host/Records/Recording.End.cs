using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>The end of a recording.</summary>
internal sealed partial class Recording
{
    /// <summary>Finishes the files with what there is.</summary>
    private async Task<RecordingResult> EndAsync(RecordingEnd end)
    {
        try
        {
            await DrainSoundAsync(end);
        }
        catch (IOException exception)
        {
            end = end.Outcome == RecordingOutcome.Complete ? new(DiskFault.OutcomeOf(exception), exception.Message) : end;
        }
        catch (Exception exception)
        {
            LogDefect(_context.Logger, exception, _begun);
            end = new(RecordingOutcome.Failed, exception.Message);
        }

        RecordingResult result = await _parts.FinishAsync(end);
        _sound?.Dispose();
        ReturnRest();
        return result;
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
