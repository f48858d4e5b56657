using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Vod.Media.Load.Signalling;

/// <summary>Begins and ends publications over HTTP (RFC 9725).</summary>
/// <param name="server">Where the server's HTTP port is.</param>
internal sealed class WhipClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Sends an offer.</summary>
    /// <param name="name">The name of the stream.</param>
    /// <param name="offer">The offer.</param>
    /// <returns>Where the publication is, and its answer.</returns>
    public async Task<(Uri Url, PublishAnswer Answer)> OpenAsync(string name, string offer)
    {
        using StringContent body = new(offer, Encoding.UTF8, new MediaTypeHeaderValue("application/sdp"));
        using HttpResponseMessage response = await _http.PostAsync(new Uri(server, $"/whip/{Uri.EscapeDataString(name)}"), body);
        string text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.Created && response.Headers.Location is { } location && PublishAnswer.TryParse(text, out PublishAnswer? answer)
            ? (new Uri(server, location), answer)
            : throw new InvalidOperationException($"{(int)response.StatusCode} {text}");
    }

    /// <summary>Ends a publication.</summary>
    public async Task EndAsync(Uri publication)
    {
        using HttpResponseMessage response = await _http.DeleteAsync(publication);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
