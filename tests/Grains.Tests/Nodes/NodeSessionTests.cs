using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Nodes;

public sealed class NodeSessionTests
{
    [Fact]
    public void It_is_recorded_from_the_start_of_a_recording_to_its_end()
    {
        NodeSession session = NewSession();
        Assert.False(session.IsRecorded);
        session.NoteRecording(begins: true);
        Assert.True(session.IsRecorded);
        session.NoteRecording(begins: false);
        Assert.False(session.IsRecorded);
    }

    [Fact]
    public void One_that_is_recorded_from_its_first_picture_on_begins_so()
    {
        NodeSession session = NewSession(isRecorded: true);
        Assert.True(session.IsRecorded);
        session.NoteRecording(begins: false);
        Assert.False(session.IsRecorded);
    }

    [Fact]
    public void A_recording_that_follows_another_may_begin_before_the_end_of_that_is_heard_of()
    {
        NodeSession session = NewSession(isRecorded: true);
        session.NoteRecording(begins: true);
        session.NoteRecording(begins: false);
        Assert.True(session.IsRecorded);
        session.NoteRecording(begins: false);
        Assert.False(session.IsRecorded);
    }

    [Fact]
    public void The_end_of_a_short_one_may_be_heard_of_before_its_start_was_noted()
    {
        NodeSession session = NewSession();
        session.NoteRecording(begins: false);
        Assert.False(session.IsRecorded);
        session.NoteRecording(begins: true);
        Assert.False(session.IsRecorded);
        session.NoteRecording(begins: true);
        Assert.True(session.IsRecorded);
    }

    [Fact]
    public void Older_news_of_what_is_muted_changes_nothing()
    {
        NodeSession session = NewSession();
        session.NoteMute(new StreamMute(Audio: true, Video: false, Revision: 2));
        session.NoteMute(new StreamMute(Audio: false, Video: false, Revision: 1));
        Assert.Equal(new StreamMute(Audio: true, Video: false, 2), session.Mute);
    }

    private static NodeSession NewSession(bool isRecorded = false)
    {
        StreamOrigin origin = new("id", "cam", "cam", DateTimeOffset.UnixEpoch, Timeline: null) { Publication = new("p", "c") };
        NodeOpenRequest request = new("cam", origin, AssetPath: "", "cam", "p", "c", Offer: "", Observer: null) { IsRecorded = isRecorded };
        return new NodeSession(new SessionId(Guid.NewGuid()), request, DateTimeOffset.UnixEpoch);
    }
}
