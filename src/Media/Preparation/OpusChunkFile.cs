using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vod.Media.Preparation;

/// <summary>
/// The file that keeps one chunk of Opus packets: magic, format version, packet count, a 16-bit length per packet, the packets,
/// and a digest of all that. Numbers are big-endian.
/// </summary>
/// <remarks>The digest is there for disks that lie and writes that were cut off, not against forgery.</remarks>
internal static class OpusChunkFile
{
    /// <summary>The longest packet stored: one 20 ms frame with its TOC byte (RFC 6716 section 3.4).</summary>
    public const int MaxPacketLength = 1276;

    /// <summary>The longest file that can be valid.</summary>
    public const int MaxLength = HeaderLength + (OpusChunkLayout.PacketsPerChunk * (SizeLength + MaxPacketLength)) + DigestLength;

    private const int CountOffset = 6;
    private const int HeaderLength = 8;
    private const int SizeLength = 2;
    private const int DigestLength = 16;
    private const ushort FormatVersion = 1;

    private static ReadOnlySpan<byte> Magic => "VOPC"u8;

    /// <summary>Name of the file of chunk <paramref name="chunk"/> within its asset's folder.</summary>
    public static string Name(OpusChunkLayout layout, int chunk) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{(layout.IsSeam(chunk) ? $"loop-{layout.LoopPackets}-" : "")}chunk-{chunk:D5}.opus");

    /// <summary>Makes the file of a chunk.</summary>
    public static byte[] Write(IReadOnlyList<ReadOnlyMemory<byte>> packets)
    {
        int length = HeaderLength + (packets.Count * SizeLength) + DigestLength;
        foreach (ReadOnlyMemory<byte> packet in packets)
        {
            length += packet.Length;
        }

        byte[] file = new byte[length];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(Magic.Length), FormatVersion);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(CountOffset), (ushort)packets.Count);
        int size = HeaderLength;
        int payload = HeaderLength + (packets.Count * SizeLength);
        foreach (ReadOnlyMemory<byte> packet in packets)
        {
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(size), (ushort)packet.Length);
            packet.Span.CopyTo(file.AsSpan(payload));
            size += SizeLength;
            payload += packet.Length;
        }

        Digest(file, file.AsSpan(payload));
        return file;
    }

    /// <summary>
    /// Reads a chunk of exactly <paramref name="expectedPackets"/> packets; they are slices of <paramref name="file"/>.
    /// False for anything that <see cref="Write"/> would not have made.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> file, int expectedPackets, out ReadOnlyMemory<byte>[] packets)
    {
        packets = [];
        ReadOnlySpan<byte> bytes = file.Span;
        int payload = HeaderLength + (expectedPackets * SizeLength);
        if (bytes.Length < payload + DigestLength
            || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt16BigEndian(bytes[Magic.Length..]) != FormatVersion
            || BinaryPrimitives.ReadUInt16BigEndian(bytes[CountOffset..]) != expectedPackets)
        {
            return false;
        }

        Span<byte> digest = stackalloc byte[DigestLength];
        int end = bytes.Length - DigestLength;
        Digest(bytes, digest);
        if (!digest.SequenceEqual(bytes[end..]))
        {
            return false;
        }

        ReadOnlyMemory<byte>[] slices = new ReadOnlyMemory<byte>[expectedPackets];
        for (int i = 0; i < slices.Length; i++)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(HeaderLength + (i * SizeLength))..]);
            if (length is 0 or > MaxPacketLength || length > end - payload)
            {
                return false;
            }

            slices[i] = file.Slice(payload, length);
            payload += length;
        }

        packets = slices;
        return payload == end;
    }

    /// <summary>The digest of everything but the last <see cref="DigestLength"/> bytes of a file.</summary>
    private static void Digest(ReadOnlySpan<byte> file, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(file[..^DigestLength], hash);
        hash[..DigestLength].CopyTo(destination);
    }
}
