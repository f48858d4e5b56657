using System.Security.Cryptography;

namespace Vod.Media.Host.Storage.Uploads;

/// <summary>How a file is divided for its upload, and the ETag that stores of S3's kind give to what is uploaded so.</summary>
/// <param name="size">Bytes of the file.</param>
/// <param name="leastBytes">Bytes of a part, unless there would be too many.</param>
internal sealed class UploadParts(long size, int leastBytes = UploadParts.DefaultBytes)
{
    /// <summary>Bytes of a part: 16 MiB, which is also what is held in memory of a file. What is no larger is sent as a whole.</summary>
    public const int DefaultBytes = 16 << 20;

    /// <summary>Parts of one object: the limit of S3 ("Amazon S3 multipart upload limits"); Azure takes 50,000. Files of more than 160 GB get larger parts for it.</summary>
    public const int MaxParts = 10_000;

    /// <summary>Bytes of every part but the last.</summary>
    public int PartBytes { get; } = (int)Math.Min(Array.MaxLength, Math.Max(leastBytes, ((size - 1) / MaxParts) + 1));

    /// <summary>Whether there is but one part, which is sent as a whole object.</summary>
    public bool IsOne => size <= PartBytes;

    /// <summary>Number of parts.</summary>
    public int Count => IsOne ? 1 : (int)(((size - 1) / PartBytes) + 1);

    /// <summary>First byte of a part.</summary>
    /// <param name="index">Its number, from 0 on.</param>
    public long StartOf(int index) => (long)index * PartBytes;

    /// <summary>Bytes of a part.</summary>
    /// <param name="index">Its number, from 0 on.</param>
    public int LengthOf(int index) => (int)Math.Min(PartBytes, size - StartOf(index));

    /// <summary>Makes the ETag of the sums of the parts: the MD5 of one, or the MD5 of all of them with their number.</summary>
    public string EntityTagOf(IReadOnlyList<byte[]> sums)
    {
        if (IsOne)
        {
            return $"\"{Convert.ToHexStringLower(sums[0])}\"";
        }

        using IncrementalHash all = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (byte[] sum in sums)
        {
            all.AppendData(sum);
        }

        return $"\"{Convert.ToHexStringLower(all.GetHashAndReset())}-{sums.Count}\"";
    }

    /// <summary>The sum of a part.</summary>
    public static byte[] SumOf(ReadOnlySpan<byte> part)
    {
        // Not for secrecy: it is what those stores make ETags of.
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(part);
        return hash.GetHashAndReset();
    }
}
