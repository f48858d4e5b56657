using System.Threading.Channels;
using Vod.Media.Host.Library;

namespace Vod.Media.Host.Tests.Library;

/// <summary>Prepares files by doing what a test says, and says which are begun.</summary>
internal sealed class ScriptedPreparation : IFilePreparation
{
    private readonly Channel<(string Path, TaskCompletionSource<PreparationEnd> End)> _begun = Channel.CreateUnbounded<(string, TaskCompletionSource<PreparationEnd>)>();

    /// <summary>The next file that is begun, and what ends it.</summary>
    public async Task<(string Path, TaskCompletionSource<PreparationEnd> End)> NextAsync() =>
        await _begun.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public Task<PreparationEnd> PrepareAsync(string path, CancellationToken cancellation)
    {
        TaskCompletionSource<PreparationEnd> end = new();
        _begun.Writer.TryWrite((path, end));
        return end.Task.WaitAsync(cancellation);
    }
}
