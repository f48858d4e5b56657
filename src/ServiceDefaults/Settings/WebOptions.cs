namespace Vod.ServiceDefaults.Settings;

/// <summary>The web pages.</summary>
public sealed class WebOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Web";

    /// <summary>Folder of the npm package, served under <c>/client2</c>; absolute once the options are built.</summary>
    [PathSetting("Folder of the npm package `@flashphoner/websdk`, served under `/client2`")]
    public string WebSdkPath { get; set; } = "node_modules/@flashphoner/websdk";
}
