namespace Vod.Storage.Weather;

/// <summary>A line of the program's input, as JSON: what is there is done, in this order.</summary>
internal sealed record Command
{
    /// <summary>The rules from now on; an empty list for fair weather.</summary>
    public IReadOnlyList<ForecastRule>? Rules { get; init; }

    /// <summary>Whether connections are refused from now on.</summary>
    public bool? Down { get; init; }

    /// <summary>Resets the connections that are open.</summary>
    public bool Reset { get; init; }

    /// <summary>Forgets what was asked for.</summary>
    public bool Forget { get; init; }

    /// <summary>Does it.</summary>
    public void RunOn(WeatherProxy proxy)
    {
        if (Rules is not null)
        {
            proxy.Forecast = Forecast.Of(Rules);
        }

        if (Down == true)
        {
            proxy.GoDown();
        }
        else if (Down == false)
        {
            proxy.GoUp();
        }

        if (Reset)
        {
            proxy.ResetConnections();
        }

        if (Forget)
        {
            proxy.Log.Clear();
        }
    }
}
