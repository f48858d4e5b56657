using Vod.Media.Engine;
using Vod.Media.Publish;
using Vod.Media.Simulation.Browser;
using Vod.Media.Simulation.Publishing;

namespace Vod.Media.Simulation.Live;

/// <summary>Browsers that publish and watch, on real sockets: what goes through the engine, its workers and the recordings.</summary>
public sealed class PublicationEngineTests
{
    [Fact]
    public async Task What_is_published_on_one_worker_is_watched_on_another_until_the_publisher_ends()
    {
        await using PublicationEngine engine = new();
        (SessionId publication, ScriptedPublisher publisher) = engine.Publish();
        PlayedMedia media = engine.Await<SessionPublishing>(publication).Media;
        Assert.Equal((true, true, 160, 120), (media.HasVideo, media.HasAudio, media.Width, media.Height));

        (SessionId viewer, ScriptedBrowser browser) = engine.Watch(publication);
        engine.RunUntil(() => browser.Video.Pictures.Count >= 15 && browser.AudioArrivals.Count >= 15);
        Assert.Equal(2, engine.Ports.Distinct().Count());
        int first = IndexOf(publisher, browser.Video.Pictures[0]);
        for (int i = 0; i < 15; i++)
        {
            Assert.Equal(first + i, IndexOf(publisher, browser.Video.Pictures[i]));
        }

        int asked = publisher.KeyFrameRequests;
        browser.RequestKeyFrame();
        engine.RunUntil(() => publisher.KeyFrameRequests > asked);

        engine.Engine.Close(publication, SessionEndReason.ClosedByViewer);
        Assert.Equal(SessionEndReason.StoppedByPublisher, engine.Await<SessionEnded>(viewer).Reason);
        Assert.Equal(SessionEndReason.ClosedByViewer, engine.Await<SessionEnded>(publication).Reason);
        Assert.Equal(
            [typeof(SessionAnswered), typeof(SessionPublishing), typeof(SessionEnded)],
            engine.EventsOf(publication).Select(static engineEvent => engineEvent.GetType()));
        Assert.Equal(0, engine.Engine.Load.Sessions);
    }

    [Fact]
    public async Task A_recording_from_the_start_is_complete_before_the_end_is_told()
    {
        await using PublicationEngine engine = new();
        (SessionId publication, ScriptedPublisher publisher) = engine.Publish(new RecordingOrder("live", "m1", "{stream}-{mediaSessionId}"));
        engine.Await<SessionPublishing>(publication);
        engine.RunUntil(() => publisher.Film.Count > 20);

        engine.Engine.Close(publication, SessionEndReason.ClosedByViewer);
        engine.Await<SessionEnded>(publication);

        RecordingFinished finished = engine.EventsOf(publication).OfType<RecordingFinished>().Single();
        Assert.Equal(RecordingOutcome.Complete, finished.Outcome);
        Assert.True(new FileInfo(Path.Join(engine.Records, finished.RecordName)).Length > 10_000);
        Assert.IsType<SessionEnded>(engine.EventsOf(publication).Last());
    }

    [Fact]
    public async Task A_recording_is_started_once_and_stopped_while_the_publication_goes_on()
    {
        await using PublicationEngine engine = new();
        RecordingOrder order = new("live", "m2");
        (SessionId publication, ScriptedPublisher publisher) = engine.Publish();
        Assert.Equal(RecordingStart.NotPublishing, await engine.Engine.StartRecordingAsync(publication, order, TestContext.Current.CancellationToken));
        engine.Await<SessionPublishing>(publication);
        Assert.False(await engine.Engine.StopRecordingAsync(publication, TestContext.Current.CancellationToken));

        int asked = publisher.KeyFrameRequests;
        Assert.Equal(RecordingStart.Started, Result(engine, engine.Engine.StartRecordingAsync(publication, order, TestContext.Current.CancellationToken)));
        Assert.Equal(RecordingStart.AlreadyRecording, Result(engine, engine.Engine.StartRecordingAsync(publication, order, TestContext.Current.CancellationToken)));
        engine.RunUntil(() => publisher.KeyFrameRequests > asked);
        int pictures = publisher.Film.Count;
        engine.RunUntil(() => publisher.Film.Count > pictures + 10);
        Assert.True(Result(engine, engine.Engine.StopRecordingAsync(publication, TestContext.Current.CancellationToken)));

        Assert.Equal(RecordingOutcome.Complete, engine.Await<RecordingFinished>(publication).Outcome);
        Assert.Equal(1, engine.Engine.Load.Sessions);
    }

    [Fact]
    public async Task What_is_published_in_Vp8_is_watched_in_Vp8_and_by_nobody_else()
    {
        await using PublicationEngine engine = new();
        (SessionId publication, ScriptedPublisher publisher) = engine.Publish(codec: PublishedCodec.Vp8);
        engine.Await<SessionPublishing>(publication);

        SessionId refused = new(Guid.NewGuid());
        engine.Engine.Open(new OpenPlayback(refused, "", PublicationEngine.Offer("recvonly", PublishedCodec.H264)) { Publication = publication });
        Assert.Equal(SessionEndReason.NoCommonCodec, engine.Await<SessionEnded>(refused).Reason);

        (SessionId _, ScriptedBrowser browser) = engine.Watch(publication, PublishedCodec.Vp8);
        List<byte[]> payloads = browser.Video.Payloads = [];
        engine.RunUntil(() => payloads.Count > 20);
        List<byte[]> frames = [];
        foreach (byte[] payload in payloads)
        {
            // RFC 7741 section 4.2: a descriptor of one byte, S where a frame begins.
            Assert.Equal(0, payload[0] & ~0x10);
            frames = (payload[0] & 0x10) != 0 ? [.. frames, payload[1..]] : [.. frames.SkipLast(1), [.. frames[^1], .. payload[1..]]];
        }

        Assert.True(publisher.Film.Count >= frames.Count);
        Assert.All(frames.SkipLast(1), frame => Assert.Contains(Enumerable.Range(0, publisher.Film.Count), i => publisher.Film.Picture(i).SequenceEqual(frame)));
    }

    [Fact]
    public async Task More_publishers_than_there_may_be_are_refused_until_one_has_gone()
    {
        await using PublicationEngine engine = new(static options => (options.Workers, options.MaxPublishersPerWorker) = (2, 1));
        SessionId first = new(Guid.NewGuid());
        OpenPublication publication = new(first, "a", "no offer");

        SessionId[] sessions = [new(Guid.NewGuid()), new(Guid.NewGuid())];

        (SessionId kept, _) = engine.Publish();
        Assert.Equal(OpenOutcome.Accepted, engine.Engine.Publish(publication));
        engine.Await<SessionEnded>(first);
        engine.Publish();
        Assert.Equal(OpenOutcome.NoCapacity, engine.Engine.Publish(publication with { Session = sessions[0] }));
        Assert.Equal(2, engine.Engine.Load.Sessions);

        engine.Engine.Close(kept, SessionEndReason.Terminated);
        engine.Await<SessionEnded>(kept);
        Assert.Equal(OpenOutcome.Accepted, engine.Engine.Publish(publication with { Session = sessions[1] }));
    }

    [Fact]
    public async Task What_is_not_published_cannot_be_watched()
    {
        await using PublicationEngine engine = new();
        SessionId session = new(Guid.NewGuid());
        engine.Engine.Open(new OpenPlayback(session, "", "") { Publication = new SessionId(Guid.NewGuid()) });

        Assert.Equal(SessionEndReason.FileNotFound, engine.Await<SessionEnded>(session).Reason);
    }

    private static T Result<T>(PublicationEngine engine, Task<T> task)
    {
        engine.RunUntil(() => task.IsCompleted);
        return task.Result;
    }

    private static int IndexOf(ScriptedPublisher publisher, ReceivedAccessUnit received)
    {
        for (int i = 0; i < publisher.Film.Count; i++)
        {
            if (publisher.Film.Picture(i)[4..].SequenceEqual(received.NalUnits[^1]))
            {
                return i;
            }
        }

        return -1;
    }
}
