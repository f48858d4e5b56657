namespace Vod.ServiceDefaults.Settings;

/// <summary>The REST API: what pages of other origins may do with it, and how long its asynchronous jobs take.</summary>
public sealed class RestOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Rest";

    /// <summary>Value of <c>Access-Control-Allow-Origin</c>; empty for no such header.</summary>
    [HeaderValueSetting("Header `Access-Control-Allow-Origin` of the REST API: the origin whose pages may call it")]
    public string AllowOrigin { get; set; } = "*";

    /// <summary>Value of <c>Access-Control-Allow-Headers</c>; empty for no such header.</summary>
    [HeaderValueSetting("Header `Access-Control-Allow-Headers` of the REST API")]
    public string AllowHeaders { get; set; } = "content-type,x-requested-with";

    /// <summary>Value of <c>Access-Control-Allow-Methods</c>; empty for no such header.</summary>
    [HeaderValueSetting("Header `Access-Control-Allow-Methods` of the REST API")]
    public string AllowMethods { get; set; } = "POST";

    /// <summary>Headers sent instead of the three above when there is at least one, each <c>Name: value</c>.</summary>
    [HeaderSetting("Headers sent instead of the three above, if any")]
    public IList<string> AccessControlHeaders { get; } = [];

    /// <summary>The most seconds a request may wait for the end of its job (<c>wait</c> of the header <c>Prefer</c>, RFC 7240).</summary>
    [NumberSetting("The most time a request may wait for its job, whatever its header `Prefer` asks for", 0, 3_600, Unit = "seconds")]
    public int MaxPreferWait { get; set; } = 5;

    /// <summary>The most seconds a job may run.</summary>
    [NumberSetting("The most time a job may take, whatever its header `Prefer` asks for", 1, 86_400, Unit = "seconds")]
    public int MaxPreferTimeout { get; set; } = 60;
}
