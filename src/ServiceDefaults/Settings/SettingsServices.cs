using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings.Storages;

namespace Vod.ServiceDefaults.Settings;

/// <summary>Registers the options classes.</summary>
public static class SettingsServices
{
    /// <summary>Binds, completes and checks all options; a bad one stops the host at its start.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="contentRoot">Where relative paths start.</param>
    public static IServiceCollection AddVodSettings(this IServiceCollection services, string contentRoot)
    {
        AddSection<ServerOptions>(services, ServerOptions.Section);
        AddSection<WebSocketSettings>(services, WebSocketSettings.Section);
        AddSection<RestOptions>(services, RestOptions.Section);
        AddSection<WebOptions>(services, WebOptions.Section)
            .PostConfigure(o => o.WebSdkPath = Absolute(o.WebSdkPath, contentRoot));
        AddSection<WhepOptions>(services, WhepOptions.Section);
        AddSection<PushOptions>(services, PushOptions.Section);
        AddSection<MediaOptions>(services, MediaOptions.Section)
            .PostConfigure(o => o.Directory = Absolute(o.Directory, contentRoot));
        AddSection<StreamsOptions>(services, StreamsOptions.Section);
        AddSection<RecordingSettings>(services, RecordingSettings.Section)
            .PostConfigure(o =>
            {
                o.Directory = Absolute(o.Directory, contentRoot);
                o.HookScript = Absolute(o.HookScript, contentRoot);
            });
        AddSection<PreparationSettings>(services, PreparationSettings.Section)
            .PostConfigure(o => o.CacheDirectory = Absolute(o.CacheDirectory, contentRoot));
        AddSection<ObjectCacheSettings>(services, ObjectCacheSettings.Section)
            .PostConfigure(o => o.Directory = Absolute(o.Directory, contentRoot));
        AddStorages(services, contentRoot);
        AddSection<AdminOptions>(services, AdminOptions.Section);
        services.AddSingleton<IValidateOptions<AdminOptions>, AdminPortValidator>();
        services.AddSingleton<IValidateOptions<ServerOptions>, PortsValidator>();
        services.AddSingleton<IValidateOptions<MediaOptions>, PortsValidator>();
        return services;
    }

    private static void AddStorages(IServiceCollection services, string contentRoot)
    {
        services.AddSingleton<IConfigureOptions<StoragesOptions>>(provider => new StoragesBinding(provider.GetRequiredService<IConfiguration>(), contentRoot));
        services.AddSingleton<IValidateOptions<StoragesOptions>, StoragesValidator>();
        services.AddOptions<StoragesOptions>().ValidateOnStart();
    }

    // What is no path at all is left for the validation, which comes after this and says so.
    internal static string Absolute(string path, string contentRoot) =>
        string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal) ? path : Path.GetFullPath(path, contentRoot);

    private static OptionsBuilder<TOptions> AddSection<TOptions>(IServiceCollection services, string section)
        where TOptions : class, new()
    {
        services.AddSingleton<IValidateOptions<TOptions>>(new SettingsValidator<TOptions>(section));
        return services.AddOptions<TOptions>().BindConfiguration(section)
            .Configure<IConfiguration>((options, configuration) => BindLists(options, section, configuration))
            .ValidateOnStart();
    }

    // The binder would put the elements of all sources into one list.
    internal static void BindLists<TOptions>(TOptions options, string section, IConfiguration configuration)
        where TOptions : class, new()
    {
        foreach (SettingDefinition setting in SettingsCatalog.Of(section, new TOptions()).Where(s => s.IsList))
        {
            if (GivenSetting.Find((IConfigurationRoot)configuration, setting) is { } given)
            {
                IList<string> list = (IList<string>)setting.Property.GetValue(options)!;
                list.Clear();
                given.Elements.ToList().ForEach(list.Add);
            }
        }
    }
}
