using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using Vod.Media.Rtp;

namespace Vod.Media.H264.Packetization;

/// <summary>
/// One coded picture as the payloads of its packets, in the order they are sent in, one behind the other in one piece of memory. Cut once for all viewers of a
/// worker: what differs between them is in the header. Owned by <see cref="CutPictures"/>.
/// </summary>
internal sealed class CutPicture
{
    /// <summary>Packets there is room for from the start, as many as a key frame of 70 KB has: objects are reused for other pictures, and one after the other would have to grow.</summary>
    private const int UsualPackets = 64;

    /// <summary>
    /// Most bytes that the last packet is filled up by to be as long as the others. Fragments of one NAL unit differ by less than their number; and segmentation offload takes one
    /// shorter packet behind packets of one length, which then is that of the sound.
    /// </summary>
    public const int MaxPadding = 64;

    /// <summary>Most bytes that a packet is filled up by to be as long as those of other pictures, which is what the byte for it holds.</summary>
    public const int MaxEqualPadding = byte.MaxValue;

    private byte[] _payloads = [];
    private int[] _ends = new int[UsualPackets];
    private byte[] _paddings = new byte[UsualPackets];

    /// <summary>Packets; 0 for a picture with nothing to send.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all payloads that are padding.</summary>
    public int Padding { get; private set; }

    /// <summary>Bytes of all payloads.</summary>
    public int PayloadBytes => Count == 0 ? 0 : _ends[Count - 1];

    /// <summary>Bytes of all packets before they are protected, without header extensions.</summary>
    public int PacketBytes => PayloadBytes + (Count * RtpHeader.FixedSize);

    /// <inheritdoc cref="AccessUnit.IsDisposable"/>
    public bool IsDisposable { get; private set; }

    /// <summary>Differs between pictures of different packets, but for an accident in four thousand million: what is sent again has to be what was sent.</summary>
    public uint Checksum { get; private set; }

    /// <summary>What it was cut from: kept by <see cref="CutPictures"/>.</summary>
    internal (object? Source, long Number, int PayloadSize) Origin { get; set; }

    /// <summary>How many are sending it.</summary>
    internal int Users { get; set; }

    /// <summary>Whether somebody has looked at it since it was last asked.</summary>
    internal bool IsRecent { get; set; }

    /// <summary>Where it stands among those that nobody sends; null while somebody does.</summary>
    internal LinkedListNode<CutPicture> Node { get; }

    public CutPicture() => Node = new(this);

    /// <summary>The payload of one packet; the last one has the marker.</summary>
    public ReadOnlySpan<byte> Payload(int packet) => _payloads.AsSpan(_ends[packet] - LengthOf(packet), LengthOf(packet));

    /// <summary>Bytes at the end of the payload of one packet that are padding (RFC 3550 section 5.1); 0 without any.</summary>
    public int PaddingOf(int packet) => _paddings[packet];

    /// <summary>Cuts a picture.</summary>
    /// <param name="format">How.</param>
    /// <param name="payloadSize">Bytes of each payload, as far as <see cref="MaxEqualPadding"/> makes them as long; 0 for as few packets as possible.</param>
    /// <param name="bytes">The picture as its source has it.</param>
    /// <param name="isSync">Whether its source says that decoding can start with it.</param>
    /// <param name="cuts">Room for the plan; grows.</param>
    internal void Fill(PictureFormat format, int payloadSize, ReadOnlySpan<byte> bytes, bool isSync, ref PacketCut[] cuts)
    {
        Count = format.Plan(bytes, isSync, payloadSize, ref cuts);
        Place(cuts.AsSpan(0, Count));
        Padding = FillUp(payloadSize);
        IsDisposable = format.IsDisposable(bytes);
        if (_payloads.Length < PayloadBytes)
        {
            _payloads = ArrayPool<byte>.Shared.Rent(PayloadBytes);
        }

        for (int i = 0, at = 0; i < Count; at = _ends[i++])
        {
            format.Write(bytes, cuts[i], _payloads.AsSpan(at));
            if (_paddings[i] > 0)
            {
                // The last byte counts, itself included.
                _payloads.AsSpan(_ends[i] - _paddings[i], _paddings[i]).Clear();
                _payloads[_ends[i] - 1] = _paddings[i];
            }
        }

        Checksum = Sum();
    }

    /// <summary>Gives its memory back.</summary>
    internal void Release()
    {
        if (_payloads.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_payloads);
        }

        _payloads = [];
        (Count, Padding, IsDisposable) = (0, 0, false);
        Origin = default;
    }

    private int LengthOf(int packet) => _ends[packet] - (packet == 0 ? 0 : _ends[packet - 1]);

    private int FillUp(int payloadSize)
    {
        (int first, int limit) = payloadSize > 0 ? (0, MaxEqualPadding) : (Math.Max(1, Count - 1), MaxPadding);
        _paddings.AsSpan(0, Count).Clear();
        int sum = 0;
        int end = 0;
        for (int i = 0; i < Count; i++)
        {
            int length = _ends[i] - end;
            end = _ends[i];
            int missing = i < first ? 0 : (payloadSize > 0 ? payloadSize : LengthOf(i - 1)) - length;
            missing = missing > 0 && missing <= limit ? missing : 0;
            _paddings[i] = (byte)missing;
            sum += missing;
            _ends[i] += sum;
        }

        return sum;
    }

    private uint Sum()
    {
        uint sum = (uint)Count;
        foreach (int end in _ends.AsSpan(0, Count))
        {
            sum = BitOperations.Crc32C(sum, (uint)end);
        }

        // Three sums side by side: each step of one waits for the one before it.
        uint second = 0;
        uint third = 0;
        ReadOnlySpan<byte> rest = _payloads.AsSpan(0, PayloadBytes);
        for (; rest.Length >= 3 * sizeof(ulong); rest = rest[(3 * sizeof(ulong))..])
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(rest));
            second = BitOperations.Crc32C(second, BinaryPrimitives.ReadUInt64LittleEndian(rest[sizeof(ulong)..]));
            third = BitOperations.Crc32C(third, BinaryPrimitives.ReadUInt64LittleEndian(rest[(2 * sizeof(ulong))..]));
        }

        sum = BitOperations.Crc32C(BitOperations.Crc32C(sum, second), third);
        foreach (byte last in rest)
        {
            sum = BitOperations.Crc32C(sum, last);
        }

        return sum;
    }

    private void Place(ReadOnlySpan<PacketCut> cuts)
    {
        if (cuts.Length > _ends.Length)
        {
            Array.Resize(ref _ends, Math.Max(cuts.Length, _ends.Length * 2));
            Array.Resize(ref _paddings, _ends.Length);
        }

        int end = 0;
        for (int i = 0; i < cuts.Length; i++)
        {
            end += cuts[i].PayloadSize;
            _ends[i] = end;
        }
    }
}
