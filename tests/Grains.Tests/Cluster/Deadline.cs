using System.Diagnostics;

namespace Vod.Grains.Tests.Cluster;

/// <summary>How long a test waits for something that must happen; generous, because the machine may be busy.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Span = Debugger.IsAttached ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(30);

    public static CancellationToken Token
    {
        get
        {
            CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            source.CancelAfter(Span);
            return source.Token;
        }
    }
}
