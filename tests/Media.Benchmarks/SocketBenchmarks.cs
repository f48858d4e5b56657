using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Vod.Media.Host.Udp;

namespace Vod.Media.Benchmarks;

/// <summary>Batches through the kernel over loopback, with the best system calls of this machine.</summary>
public class SocketBenchmarks
{
    private const int Viewers = 8;
    private const int PacketsPerViewer = 8;
    private const int PacketBytes = 1200;
    private const int ReportBytes = 60;
    private const uint Loopback = 0x7F00_0001;

    // What is not read fills it at once; the kernel drops the rest, so that the receiver's half of the way costs the same in every round.
    private const int SmallestBuffer = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly IDatagramSocket[] _viewers = new IDatagramSocket[Viewers];
    private readonly SendBatch _media = new();
    private readonly SendBatch _reports = new();
    private readonly ReceiveBatch _received = new();
    private IDatagramSocket _server = null!;

    [GlobalSetup]
    public void Prepare()
    {
        DatagramSocketFactory small = new(DatagramBatching.Single, NullLogger<DatagramSocketFactory>.Instance, SmallestBuffer);
        _server = new DatagramSocketFactory(DatagramBatching.Auto, NullLogger<DatagramSocketFactory>.Instance).Bind(0);
        for (int i = 0; i < Viewers; i++)
        {
            _viewers[i] = small.Bind(0);
        }
    }

    [Benchmark]
    public int Send_batch_of_64_packets_in_runs_of_8()
    {
        _media.Clear();
        foreach (IDatagramSocket viewer in _viewers)
        {
            Fill(_media, PacketsPerViewer, PacketBytes, viewer.Port);
        }

        _server.Send(_media);
        return Sent(_media);
    }

    /// <summary>The sender's half is in it too: somebody has to send what is received.</summary>
    [Benchmark]
    public int Send_and_receive_batch_of_32_reports()
    {
        _reports.Clear();
        Fill(_reports, ReceiveBatch.Capacity / 2, ReportBytes, _server.Port);
        _server.Send(_reports);
        int received = 0;
        while (received < _reports.Count)
        {
            _server.Wait(Patience);
            _server.Receive(_received);
            received += _received.Count > 0 ? _received.Count : throw new InvalidOperationException("nothing came");
        }

        return received;
    }

    [GlobalCleanup]
    public void Release()
    {
        _server.Dispose();
        foreach (IDatagramSocket viewer in _viewers)
        {
            viewer.Dispose();
        }
    }

    private static void Fill(SendBatch batch, int count, int length, ushort port)
    {
        for (int i = 0; i < count; i++)
        {
            batch.Add(length, TransportAddress.FromIPv4(Loopback, port));
        }
    }

    private static int Sent(SendBatch batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            if (batch.Outcome(i) != SendOutcome.Sent)
            {
                throw new InvalidOperationException($"datagram {i}: {batch.Outcome(i)}");
            }
        }

        return batch.Count;
    }
}
