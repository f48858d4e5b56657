using System.Net;
using Vod.Storage.Weather;

// Bad weather for tests that are not written in C#: see CommandLoop.
if (args is not [string address] || !IPEndPoint.TryParse(address, out IPEndPoint? store))
{
    Console.Error.WriteLine("usage: Vod.Storage.Weather ADDRESS:PORT-OF-THE-STORE");
    return 2;
}

await using WeatherProxy proxy = new(store);
await CommandLoop.RunAsync(proxy, Console.In, Console.Out);
return 0;
