using System.Threading.Channels;

namespace Vod.Api.Tests.Support;

/// <summary>How long a test waits for what must happen before it gives up. Only a failing test ever waits that long.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static Task<T> Wait<T>(ChannelReader<T> reader) => reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit);
}
