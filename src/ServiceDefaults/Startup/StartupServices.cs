using Microsoft.Extensions.DependencyInjection;

namespace Vod.ServiceDefaults.Startup;

/// <summary>Registers startup checks.</summary>
public static class StartupServices
{
    /// <summary>Adds a check that runs before the host starts, after those added earlier.</summary>
    public static IServiceCollection AddStartupCheck<TCheck>(this IServiceCollection services)
        where TCheck : class, IStartupCheck => services.AddSingleton<IStartupCheck, TCheck>();
}
