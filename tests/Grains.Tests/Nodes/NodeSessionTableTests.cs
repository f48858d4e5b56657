using Vod.Grains.Nodes;

namespace Vod.Grains.Tests.Nodes;

public sealed class NodeSessionTableTests
{
    private readonly NodeSessionTable _table = new();

    [Fact]
    public void A_session_is_found_by_its_id_and_by_its_viewer()
    {
        NodeSession session = Session("s", "v");

        Assert.True(_table.TryAdd(session));

        Assert.True(_table.TryGet(session.Id, out NodeSession? byId));
        Assert.True(_table.TryGet("s", "v", out NodeSession? byViewer));
        Assert.Same(session, byId);
        Assert.Same(session, byViewer);
        Assert.False(_table.TryGet("s", "w", out _));
        Assert.False(_table.TryGet("t", "v", out _));
    }

    [Fact]
    public void A_viewer_has_one_session_in_a_stream()
    {
        NodeSession first = Session("s", "v");
        NodeSession second = Session("s", "v");
        _table.TryAdd(first);

        Assert.False(_table.TryAdd(second));
        Assert.False(_table.TryGet(second.Id, out _));
        Assert.True(_table.TryAdd(Session("t", "v")));
    }

    [Fact]
    public void Removing_a_session_twice_does_not_remove_its_successor()
    {
        NodeSession first = Session("s", "v");
        NodeSession second = Session("s", "v");
        _table.TryAdd(first);
        _table.Remove(first);
        _table.TryAdd(second);

        _table.Remove(first);

        Assert.True(_table.TryGet("s", "v", out NodeSession? found));
        Assert.Same(second, found);
        Assert.Equal(1, _table.Count);
    }

    [Fact]
    public async Task It_says_when_it_is_empty()
    {
        NodeSession session = Session("s", "v");
        _table.TryAdd(session);
        Task empty = _table.WhenEmpty();
        Assert.False(empty.IsCompleted);

        _table.Remove(session);

        await empty.WaitAsync(Tests.Cluster.Deadline.Token);
        Assert.True(new NodeSessionTable().WhenEmpty().IsCompleted);
    }

    private static NodeSession Session(string stream, string viewer) =>
        Tests.Cluster.Viewer.Session(stream, viewer, "c", new Tests.Cluster.RecordingObserver());
}
