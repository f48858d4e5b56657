using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Vod.Media.H264;
using Vod.Media.H264.Packetization;
using Vod.Media.Playback;

namespace Vod.Media.Preparation;

/// <summary>
/// The file that keeps one chunk of pictures: magic, format version, picture count, the decoder configuration (AVCDecoderConfigurationRecord) behind its 16-bit length, a
/// 32-bit length per picture, the pictures, and a digest of all that. Numbers are big-endian.
/// </summary>
/// <remarks>The digest is there for disks that lie and writes that were cut off, not against forgery.</remarks>
internal static class PictureChunkFile
{
    /// <summary>The longest file that can be valid: 3 s at 170 Mbit/s.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const int HeaderLength = 10;
    private const int CountOffset = 6;
    private const int ConfigurationOffset = 8;
    private const int SizeLength = 4;
    private const int DigestLength = 16;
    private const ushort FormatVersion = 1;

    private static ReadOnlySpan<byte> Magic => "VPIC"u8;

    /// <summary>Name of the file of a chunk within its asset's folder.</summary>
    public static string Name(int chunk) => string.Create(CultureInfo.InvariantCulture, $"chunk-{chunk:D6}.h264");

    /// <summary>Makes the file of a complete chunk; null when it would be longer than <see cref="MaxLength"/>.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="configuration">Its decoder configuration; empty of one without a picture.</param>
    public static byte[]? Write(PictureChunk chunk, ReadOnlySpan<byte> configuration)
    {
        long length = HeaderLength + configuration.Length + ((long)chunk.Count * SizeLength) + chunk.Bytes + DigestLength;
        if (length > MaxLength || configuration.Length > ushort.MaxValue)
        {
            return null;
        }

        byte[] file = new byte[length];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(Magic.Length), FormatVersion);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(CountOffset), (ushort)chunk.Count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(ConfigurationOffset), (ushort)configuration.Length);
        configuration.CopyTo(file.AsSpan(HeaderLength));
        Span<byte> sizes = file.AsSpan(HeaderLength + configuration.Length);
        Span<byte> payload = sizes[(chunk.Count * SizeLength)..];
        for (int i = 0; i < chunk.Count; i++)
        {
            ReadOnlySpan<byte> picture = chunk[i].Span;
            BinaryPrimitives.WriteInt32BigEndian(sizes[(i * SizeLength)..], picture.Length);
            picture.CopyTo(payload);
            payload = payload[picture.Length..];
        }

        Digest(file, payload);
        return file;
    }

    /// <summary>
    /// Reads a file into a chunk that is not complete; the pictures are slices of <paramref name="file"/>. False, and nothing is read, for anything that <see cref="Write"/> would not have
    /// made of that chunk.
    /// </summary>
    public static bool TryRead(ReadOnlyMemory<byte> file, PictureChunk chunk)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        if (bytes.Length < HeaderLength + DigestLength
            || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt16BigEndian(bytes[Magic.Length..]) != FormatVersion
            || BinaryPrimitives.ReadUInt16BigEndian(bytes[CountOffset..]) != chunk.Count)
        {
            return false;
        }

        Span<byte> digest = stackalloc byte[DigestLength];
        Digest(bytes, digest);
        int end = bytes.Length - DigestLength;
        int configuration = BinaryPrimitives.ReadUInt16BigEndian(bytes[ConfigurationOffset..]);
        return digest.SequenceEqual(bytes[end..])
            && TryReadPictures(file[..end], HeaderLength, configuration, chunk);
    }

    /// <summary>How pictures with a decoder configuration become packets; null when it is none.</summary>
    public static H264PayloadFormat? FormatOf(ReadOnlySpan<byte> configuration) => AvcConfiguration.TryParse(configuration, out AvcConfiguration? avc)
        ? new H264PayloadFormat(avc.NalLengthSize, [.. avc.SequenceParameterSets], [.. avc.PictureParameterSets])
        : null;

    private static bool TryReadPictures(ReadOnlyMemory<byte> file, int offset, int configuration, PictureChunk chunk)
    {
        long payload = offset + configuration + ((long)chunk.Count * SizeLength);
        if (payload > file.Length || (configuration > 0 && FormatOf(file.Span.Slice(offset, configuration)) is null))
        {
            return false;
        }

        ReadOnlyMemory<byte>[] pictures = new ReadOnlyMemory<byte>[chunk.Count];
        for (int i = 0; i < pictures.Length; i++)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.Span[(offset + configuration + (i * SizeLength))..]);
            if (length < 0 || length > file.Length - payload || (length > 0 && configuration == 0))
            {
                return false;
            }

            pictures[i] = file.Slice((int)payload, length);
            payload += length;
        }

        if (payload != file.Length)
        {
            return false;
        }

        Publish(chunk, pictures, file.Span.Slice(offset, configuration));
        return true;
    }

    private static void Publish(PictureChunk chunk, ReadOnlyMemory<byte>[] pictures, ReadOnlySpan<byte> configuration)
    {
        if (FormatOf(configuration) is { } format)
        {
            chunk.SetFormat(format);
        }

        // What an encoder gave before it failed may be being played. Another run's pictures go on from it with a trace at most, until the next chunk.
        for (int i = chunk.Available; i < pictures.Length; i++)
        {
            chunk.Add(i, pictures[i]);
        }
    }

    /// <summary>The digest of everything but the last <see cref="DigestLength"/> bytes of a file.</summary>
    private static void Digest(ReadOnlySpan<byte> file, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(file[..^DigestLength], hash);
        hash[..DigestLength].CopyTo(destination);
    }
}
