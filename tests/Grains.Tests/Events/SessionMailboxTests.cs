using Vod.Grains.Events;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Events;

public sealed class SessionMailboxTests
{
    private static readonly SessionId Session = new(Guid.NewGuid());
    private static readonly PlayedMedia File = new(true, false, 1, 1, TimeSpan.Zero);
    private static readonly SessionPlaying Playing = new(Session, File);

    private readonly SessionMailbox _mailbox = new();

    [Fact]
    public void Events_leave_in_the_order_they_came()
    {
        _mailbox.Post(new SessionAnswered(Session, "a", File));
        _mailbox.Post(Playing);
        _mailbox.Post(new SessionEnded(Session, SessionEndReason.EndOfFile, ""));

        Assert.Equal(["SessionAnswered", "SessionPlaying", "SessionEnded"], TakeAll().Select(taken => taken.GetType().Name));
    }

    [Fact]
    public void An_event_that_waits_is_replaced_by_the_next_of_its_kind_in_its_place()
    {
        _mailbox.Post(new SessionAnswered(Session, "first", File));
        _mailbox.Post(Playing);
        _mailbox.Post(new SessionAnswered(Session, "second", File));

        Assert.Equal([new SessionAnswered(Session, "second", File), Playing], TakeAll());
    }

    [Fact]
    public void Only_one_deliverer_is_called_for_until_it_has_found_the_mailbox_empty()
    {
        Assert.True(_mailbox.Post(Playing));
        Assert.False(_mailbox.Post(new SessionAnswered(Session, "a", File)));
        Assert.True(_mailbox.TryTake(out _));
        Assert.True(_mailbox.TryTake(out _));

        // Empty, but the deliverer does not know yet: it is still the one.
        Assert.False(_mailbox.Post(Playing));
        TakeAll();

        Assert.True(_mailbox.Post(Playing));
    }

    [Fact]
    public void A_session_is_over_once_its_end_is_posted()
    {
        _mailbox.Post(Playing);
        Assert.False(_mailbox.IsOver);

        _mailbox.Post(new SessionEnded(Session, SessionEndReason.EndOfFile, ""));
        Assert.True(_mailbox.IsOver);
        TakeAll();

        Assert.True(_mailbox.IsOver);
    }

    private List<EngineEvent> TakeAll()
    {
        List<EngineEvent> all = [];
        while (_mailbox.TryTake(out EngineEvent? taken))
        {
            all.Add(taken);
        }

        return all;
    }
}
