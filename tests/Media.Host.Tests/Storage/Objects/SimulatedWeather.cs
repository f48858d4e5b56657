using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>What goes wrong by chance, the same for the same seed and request.</summary>
/// <param name="seed">The chance.</param>
/// <param name="share">Share of the requests that something goes wrong with.</param>
internal sealed class SimulatedWeather(int seed, double share)
{
    public Fault? FaultOf(int number, StoreRequest request)
    {
        Random random = new((seed * 10_007) + number);
        if (random.NextDouble() >= share)
        {
            return null;
        }

        return random.Next(9) switch
        {
            0 => new Fault { Status = ObjectReplyStatus.Throttled, RetryAfter = random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(20)) },
            1 => new Fault { Status = ObjectReplyStatus.Unavailable },
            2 => new Fault { IsSilent = true },
            3 => new Fault { Surplus = 1 + random.Next(5000) },
            4 => new Fault { ShiftedBy = -Math.Min(request.Offset, 1 + random.Next(5000)) },
            5 => new Fault { Instead = new ScriptedObject(100_000, "\"no such\"") },
            _ => new Fault { EndsAfter = random.NextInt64(Math.Max(1, request.Length)), End = (BodyEnd)random.Next(3) },
        };
    }
}
