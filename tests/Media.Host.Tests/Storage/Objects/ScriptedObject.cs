namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>One version of an object, whose bytes follow from their places, so that it takes no room.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="EntityTag">The version; also what its bytes differ by from those of others.</param>
internal sealed record ScriptedObject(long Size, string EntityTag)
{
    private readonly byte _seed = (byte)EntityTag.Aggregate(7, static (sum, letter) => (sum * 31) + letter);

    public void Read(long offset, Span<byte> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            long at = offset + i;
            destination[i] = (byte)(_seed + at + (at >> 7) + (at >> 13));
        }
    }

    /// <summary>Place of the first byte that is wrong; -1 if all are right.</summary>
    public int FirstWrong(long offset, ReadOnlySpan<byte> read)
    {
        byte[] right = new byte[read.Length];
        Read(offset, right);
        int same = read.CommonPrefixLength(right);
        return same == read.Length ? -1 : same;
    }
}
