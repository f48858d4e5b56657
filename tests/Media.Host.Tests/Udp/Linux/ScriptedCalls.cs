using Vod.Media.Host.Udp.Linux;

namespace Vod.Media.Host.Tests.Udp.Linux;

/// <summary>A kernel that answers as it is told, call by call, and then takes everything.</summary>
internal sealed class ScriptedCalls(params int[] answers)
{
    private readonly Queue<int> _answers = new(answers);

    /// <summary>How many messages each call had.</summary>
    public List<int> Messages { get; } = [];

    public int Send(MessageTable messages, int count)
    {
        Messages.Add(count);
        return _answers.TryDequeue(out int answer) ? answer : count;
    }
}
