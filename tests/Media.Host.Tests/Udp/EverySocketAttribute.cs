using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Vod.Media.Host.Tests.Udp;

/// <summary>Runs a test with every kind of socket, and the given arguments behind it.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EverySocketAttribute(params object[] arguments) : DataAttribute
{
    public object[] Arguments => arguments;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<SocketKind>().Select(kind => new TheoryDataRow([kind, .. arguments]))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
