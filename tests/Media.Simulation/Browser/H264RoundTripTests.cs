using System.Buffers.Binary;
using Vod.Media.H264.Packetization;
using Vod.Media.Rtp;

namespace Vod.Media.Simulation.Browser;

/// <summary>
/// Random access units through our packetiser and the browser's depacketiser: what comes out is what a decoder needs of what went in.
/// </summary>
public sealed class H264RoundTripTests
{
    private const int Seeds = 3000;
    private const int PicturesPerSeed = 4;

    [Fact]
    public void Every_unit_arrives_as_it_was()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            Stream stream = new(seed);
            for (int i = 0; i < PicturesPerSeed; i++)
            {
                (List<byte[]> expected, RtpTimestamp timestamp) = stream.SendPicture(lossRate: 0);

                Assert.True(stream.Receiver.Poll(out ReceivedAccessUnit? picture) == expected.Count > 0, $"seed {seed}");
                if (picture is not null)
                {
                    Assert.True(picture.IsComplete, $"seed {seed}");
                    Assert.Equal(timestamp, picture.Timestamp);
                    Assert.True(expected.SequenceEqual(picture.NalUnits, ByteArrayComparer.Instance), $"seed {seed}");
                }
            }

            Assert.Equal((0, 0, 0), (stream.Receiver.Missing, stream.Receiver.Malformed, stream.Receiver.Late));
        }
    }

    [Fact]
    public void With_losses_a_picture_that_is_complete_is_right()
    {
        int complete = 0;
        int broken = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            Stream stream = new(seed);
            Dictionary<RtpTimestamp, List<byte[]>> sent = [];
            for (int i = 0; i < PicturesPerSeed; i++)
            {
                (List<byte[]> units, RtpTimestamp timestamp) = stream.SendPicture(lossRate: 0.02);
                sent[timestamp] = units;
            }

            while (stream.Receiver.Poll(out ReceivedAccessUnit? picture))
            {
                Assert.NotNull(picture);
                broken += picture.IsComplete ? 0 : 1;
                if (picture.IsComplete)
                {
                    complete++;
                    List<byte[]> expected = sent[picture.Timestamp];
                    Assert.True(expected.SequenceEqual(picture.NalUnits, ByteArrayComparer.Instance), $"seed {seed}");
                }
            }
        }

        Assert.True(complete > Seeds && broken > Seeds / 100, $"{complete} complete, {broken} broken");
    }

    private sealed class Stream
    {
        private static readonly byte[] Dropped = [6, 9, 10, 11, 12];
        private readonly Random _random;
        private readonly byte[] _sequenceSet;
        private readonly byte[] _pictureSet;
        private readonly H264PayloadFormat _format;
        private SequenceNumber _number;
        private RtpTimestamp _timestamp;
        private bool _hasBegun;

        public Stream(int seed)
        {
            _random = new(seed);
            _sequenceSet = Unit(0x67, _random.Next(1, 80));
            _pictureSet = Unit(0x68, _random.Next(1, 80));
            _format = new(_random.Next(2, 5), [_sequenceSet], [_pictureSet], _random.Next(H264PayloadFormat.MinMaxPayloadSize, 1500));
            _number = new((ushort)_random.Next(65500, 65536));
            _timestamp = new(uint.MaxValue - (uint)_random.Next(6000));
        }

        public H264Depacketizer Receiver { get; } = new();

        public (List<byte[]> Expected, RtpTimestamp Timestamp) SendPicture(double lossRate)
        {
            _timestamp += 3000;
            bool isSync = _random.Next(4) == 0;
            List<byte[]> units = [.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => RandomUnit())];
            List<byte[]> expected = [.. units.Where(unit => !Dropped.Contains((byte)(unit[0] & 0x1F)))];
            bool hasSets = expected.Exists(unit => (unit[0] & 0x1F) == 7) && expected.Exists(unit => (unit[0] & 0x1F) == 8);
            if (expected.Count > 0 && !hasSets && (isSync || expected.Exists(unit => (unit[0] & 0x1F) == 5)))
            {
                expected.InsertRange(0, [_sequenceSet, _pictureSet]);
            }

            byte[] payload = new byte[_format.MaxPayloadSize];
            H264Packetizer packetizer = _format.Packetize(Sample(units), isSync);
            while (packetizer.TryNext(payload, out PacketCut cut))
            {
                Assert.InRange(cut.PayloadSize, 1, _format.MaxPayloadSize);
                RtpHeader header = new(new(102), cut.Marker, _number, _timestamp, new(1));

                // Nobody can know that packets before the first one to arrive are missing.
                if (!_hasBegun || _random.NextDouble() >= lossRate)
                {
                    _hasBegun = true;
                    Receiver.Handle(header, payload.AsSpan(0, cut.PayloadSize));
                }

                _number = _number.Next;
            }

            return (expected, _timestamp);
        }

        private byte[] RandomUnit()
        {
            int type = _random.Next(5) switch { 0 => _random.Next(6, 13), 1 => 5, _ => 1 };
            int size = _random.Next(3) switch { 0 => _random.Next(1, 20), 1 => _random.Next(1, 400), _ => _random.Next(1, 8000) };
            return Unit((byte)((_random.Next(4) << 5) | type), size);
        }

        private byte[] Unit(byte header, int size)
        {
            byte[] unit = new byte[size];
            _random.NextBytes(unit);
            unit[0] = header;
            return unit;
        }

        private byte[] Sample(List<byte[]> units)
        {
            List<byte> sample = [];
            byte[] prefix = new byte[sizeof(uint)];
            foreach (byte[] unit in units)
            {
                BinaryPrimitives.WriteUInt32BigEndian(prefix, (uint)unit.Length);
                sample.AddRange(prefix[^_format.NalLengthSize..]);
                sample.AddRange(unit);
            }

            return [.. sample];
        }
    }

    private sealed class ByteArrayComparer : IEqualityComparer<byte[]>
    {
        public static ByteArrayComparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
