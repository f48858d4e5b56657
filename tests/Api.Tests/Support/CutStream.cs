namespace Vod.Api.Tests.Support;

/// <summary>The body of a response whose reader is gone when the first byte is written.</summary>
internal sealed class CutStream(CancellationTokenSource gone) : MemoryStream
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await gone.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
