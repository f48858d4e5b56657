using Vod.Media.Host.Storage.Objects;

namespace Vod.Storage.Tests.Servers;

/// <summary>What is stored in tests, and what comes back.</summary>
internal static class Bytes
{
    /// <summary>Bytes of which no range looks like another.</summary>
    public static byte[] Of(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    /// <summary>All bytes of a reply, which is disposed of.</summary>
    public static async Task<byte[]> ReadAsync(ObjectReply reply)
    {
        using (reply)
        {
            using MemoryStream read = new();
            await reply.Body.CopyToAsync(read, TestContext.Current.CancellationToken);
            return read.ToArray();
        }
    }
}
