using System.Threading.Channels;
using Vod.Media.Host.Library;

namespace Vod.Media.Host.Tests.Library;

/// <summary>Prepares files as ever and says which are over.</summary>
internal sealed class ToldPreparation(FilePreparation inner) : IFilePreparation
{
    public Channel<string> Ended { get; } = Channel.CreateUnbounded<string>();

    public async Task<PreparationEnd> PrepareAsync(string path, CancellationToken cancellation)
    {
        PreparationEnd end = await inner.PrepareAsync(path, cancellation);
        Ended.Writer.TryWrite(path);
        return end;
    }
}
