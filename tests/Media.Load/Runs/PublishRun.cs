using System.Net;
using Vod.Media.Dtls;
using Vod.Media.Load.Publishers;
using Vod.Media.Load.Reporting;
using Vod.Media.Load.Signalling;
using Vod.Media.Timing;

namespace Vod.Media.Load.Runs;

/// <summary>What publishers cost: they come one after the other by WHIP, all send the same film, and after a while the server is watched for a window.</summary>
internal static class PublishRun
{
    private const int DefaultPublishers = 20;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private static readonly DtlsCertificate Certificate =
        DtlsCertificate.Create(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Measures all numbers of publishers and prints them.</summary>
    public static async Task MeasureAsync(LoadOptions options)
    {
        Report report = new(options);
        Console.WriteLine("core, idle: % of its core the server took, before they came; each: % of a core for one; cpu: server's CPU seconds per 1000 packets; complaints: NACK and PLI; gen: % of a core");
        Console.WriteLine();
        Table table = new("publishers", "   kpps", " Mbit/s", " core", " idle", "  each", "cpu/1000", "complaints", " gen");
        PublishedFile film = new(options.Films[0]);
        foreach (int publishers in options.Viewers is [_, ..] ? options.Viewers : [DefaultPublishers])
        {
            await using Bench bench = await Bench.StartAsync(options);
            report.ShowServer(bench.Server.Command);
            PublishRow row = await MeasureAsync(bench, options, film, publishers);
            table.Print(
                $"{row.Publishers}",
                $"{row.PacketsPerSecond / 1000:F2}",
                $"{row.MegabitsPerSecond:F1}",
                $"{row.ServerCorePercent:F1}",
                $"{row.IdleCorePercent:F1}",
                $"{row.CorePercentPerPublisher:F2}",
                $"{row.CpuSecondsPer1000Packets:F5}",
                $"{row.Complaints}",
                $"{row.GeneratorCorePercent:F0}");
            report.Add(row);
        }

        report.Close();
    }

    private static async Task<PublishRow> MeasureAsync(Bench bench, LoadOptions options, PublishedFile film, int count)
    {
        await bench.Clock.WaitAsync(Settling);
        Moment idle = await Moment.ReadAsync(bench, options);
        await bench.Clock.WaitAsync(options.Window);
        Moment before = await Moment.ReadAsync(bench, options);

        using WhipClient whip = new(bench.Server.Http);
        using DtlsContext dtls = DtlsContext.Create(Certificate);
        List<(Uri Url, Publisher Publisher)> publications = [];
        for (int i = 0; i < count; i++)
        {
            string ufrag = $"publisher{i}";
            (Uri url, PublishAnswer answer) = await whip.OpenAsync($"load{i}", BrowserOffer.Write(ufrag, Certificate, sends: true));
            Publisher publisher = new(film, ufrag, answer, dtls, IPAddress.Loopback);
            publisher.Start(bench.Clock.Now);
            publications.Add((url, publisher));
            await SendAsync(bench.Clock, publications, options.Ramp);
        }

        await SendAsync(bench.Clock, publications, Settling);
        (long packets, long bytes) = Sent(publications);
        Moment begin = await Moment.ReadAsync(bench, options);
        await SendAsync(bench.Clock, publications, options.Window);
        Moment end = await Moment.ReadAsync(bench, options);
        (long allPackets, long allBytes) = Sent(publications);
        int complaints = publications.Sum(publication => publication.Publisher.Complaints);
        foreach ((Uri url, Publisher publisher) in publications)
        {
            await whip.EndAsync(url);
            publisher.Dispose();
        }

        return Row(count, allPackets - packets, allBytes - bytes, complaints, Share(idle, before), begin, end);
    }

    // One thread carries all of them: twenty films are four thousand packets a second.
    private static async Task SendAsync(LoadClock clock, List<(Uri Url, Publisher Publisher)> publications, TimeSpan time)
    {
        MonotonicTime end = clock.Now + time;
        while (clock.Now < end)
        {
            foreach ((_, Publisher publisher) in publications)
            {
                publisher.Look(clock.Now);
            }

            await clock.WaitAsync(Round);
        }
    }

    private static (long Packets, long Bytes) Sent(List<(Uri Url, Publisher Publisher)> publications) =>
        (publications.Sum(publication => publication.Publisher.Packets), publications.Sum(publication => publication.Publisher.Bytes));

    private static double Share(Moment begin, Moment end) => 100 * (end.Server.Processor - begin.Server.Processor) / (end.At - begin.At);

    private static PublishRow Row(int publishers, long packets, long bytes, int complaints, double idle, Moment begin, Moment end)
    {
        double seconds = (end.At - begin.At).TotalSeconds;
        double core = Share(begin, end);
        return new PublishRow(
            publishers,
            packets / seconds,
            bytes * 8 / seconds / 1_000_000,
            core,
            idle,
            (core - idle) / publishers,
            (core - idle) / 100 * seconds / (packets / 1000.0),
            complaints,
            100 * (end.Generator - begin.Generator).TotalSeconds / seconds);
    }
}
