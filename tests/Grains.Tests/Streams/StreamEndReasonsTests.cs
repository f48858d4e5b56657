using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Streams;

public sealed class StreamEndReasonsTests
{
    public static TheoryData<SessionEndReason> EngineReasons => new(Enum.GetValues<SessionEndReason>());

    [Theory]
    [MemberData(nameof(EngineReasons))]
    public void Every_reason_of_the_engine_keeps_its_name(SessionEndReason reason) =>
        Assert.Equal(reason.ToString(), StreamEndReasons.ToStream(reason).ToString());

    [Theory]
    [InlineData(StreamEndReason.ClosedByViewer, SessionEndReason.ClosedByViewer)]
    [InlineData(StreamEndReason.Terminated, SessionEndReason.Terminated)]
    [InlineData(StreamEndReason.NodeStopping, SessionEndReason.NodeStopping)]
    [InlineData(StreamEndReason.NodeLost, SessionEndReason.Orphaned)]
    [InlineData(StreamEndReason.FileNotFound, SessionEndReason.InternalError)]
    public void A_session_is_closed_for_the_reason_of_its_caller(StreamEndReason reason, SessionEndReason expected) =>
        Assert.Equal(expected, StreamEndReasons.ToSession(reason));
}
