using Vod.Media.Dtls;
using Vod.Media.Timing;

namespace Vod.Media.Fuzz.Dtls;

/// <summary>
/// Datagrams from a stranger, to a server that waits for a ClientHello, to one in the middle of a handshake with a genuine client and to a
/// connected one. An input is a sequence of datagrams, each after its length in two bytes.
/// </summary>
internal sealed class DtlsFuzzTarget : IFuzzTarget
{
    private const int MaxAnswerBytes = 16 * 1024;
    private const int Stages = 4;
    private static readonly DtlsCertificate Certificate = DtlsCertificate.Create(
        new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly DtlsContext Context = DtlsContext.Create(Certificate);
    private readonly byte[] _buffer = new byte[2048];

    public string Name => "dtls";

    public IEnumerable<byte[]> Seeds
    {
        get
        {
            List<byte[]> sent = [];
            using (DtlsEndpoint server = NewServer(), client = NewClient())
            {
                Exchange(client, server, rounds: 3, sent);
                client.Close(default);
                Move(client, server, sent);
            }

            foreach (byte[] datagram in sent)
            {
                yield return Frame(datagram);
            }

            yield return [.. sent.SelectMany(Frame)];
        }
    }

    public void Run(ReadOnlySpan<byte> input)
    {
        // How far the handshake has got when the stranger comes; taken from the input so that a failure can be repeated.
        int rounds = input.IsEmpty ? 0 : (input[^1] + input.Length) % Stages;
        using DtlsEndpoint server = NewServer();
        using DtlsEndpoint client = NewClient();
        Exchange(client, server, rounds, []);
        Feed(server, input);
        Feed(client, input);
    }

    private static byte[] Frame(byte[] datagram) => [(byte)(datagram.Length >> 8), (byte)datagram.Length, .. datagram];

    private static DtlsEndpoint NewServer() => new(Context, DtlsRole.Server, Certificate.Fingerprint);

    private static DtlsEndpoint NewClient() => new(Context, DtlsRole.Client, Certificate.Fingerprint);

    private void Exchange(DtlsEndpoint client, DtlsEndpoint server, int rounds, List<byte[]> sent)
    {
        client.Start(default);
        for (int round = 0; round < rounds; round++)
        {
            Move(client, server, sent);
            Move(server, client, sent);
        }
    }

    private void Move(DtlsEndpoint from, DtlsEndpoint to, List<byte[]> sent)
    {
        while (from.PollTransmit(_buffer, out int length))
        {
            byte[] datagram = _buffer[..length];
            sent.Add(datagram);
            to.HandleDatagram(datagram, default);
        }
    }

    private void Feed(DtlsEndpoint endpoint, ReadOnlySpan<byte> input)
    {
        MonotonicTime now = default;
        int answered = 0;
        while (input.Length >= 2)
        {
            int length = Math.Min((input[0] << 8) | input[1], input.Length - 2);
            endpoint.HandleDatagram(input.Slice(2, length), now);
            input = input[(2 + length)..];
            now += TimeSpan.FromSeconds(1);
            endpoint.HandleTimeout(now);
            while (endpoint.PollTransmit(_buffer, out int sent))
            {
                answered += sent;
            }
        }

        // Nobody may use us to multiply traffic: a flight per datagram at most.
        Require(answered <= MaxAnswerBytes + (int)(now.Ticks / TimeSpan.TicksPerSecond * 1500), "too much was sent");
        Require(endpoint.State != DtlsState.Failed || endpoint.NextTimeout.IsNever, "a failed endpoint still has a timer");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException(message);
        }
    }
}
