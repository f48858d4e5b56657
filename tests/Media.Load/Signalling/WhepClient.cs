using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Vod.Media.Load.Signalling;

/// <summary>Opens and ends sessions over HTTP (docs/protocol/whep.md).</summary>
/// <param name="server">Where the server's HTTP port is.</param>
internal sealed class WhepClient(Uri server) : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new() { Timeout = RequestTimeout };

    /// <summary>Sends an offer.</summary>
    /// <param name="stream">The name of the stream, such as <c>vod://film.mp4</c>.</param>
    /// <param name="offer">The offer.</param>
    public async Task<WhepSession> OpenAsync(string stream, string offer)
    {
        using StringContent body = new(offer, Encoding.UTF8, new MediaTypeHeaderValue("application/sdp"));
        try
        {
            using HttpResponseMessage response = await _http.PostAsync(new Uri(server, $"/whep/{Uri.EscapeDataString(stream)}"), body);
            string text = await response.Content.ReadAsStringAsync();
            if (response.StatusCode != HttpStatusCode.Created || response.Headers.Location is not { } location)
            {
                return new WhepSession(Url: null, Answer: null, $"{(int)response.StatusCode} {ReasonOf(text)}".TrimEnd());
            }

            bool isUsable = WhepAnswer.TryParse(text, out WhepAnswer? answer);
            return new WhepSession(new Uri(server, location), answer, isUsable ? null : "the answer lacks something");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return new WhepSession(Url: null, Answer: null, exception.Message);
        }
    }

    /// <summary>Ends a session. One that is over already is no problem.</summary>
    /// <returns>Whether the server answered.</returns>
    public async Task<bool> EndAsync(Uri session)
    {
        try
        {
            using HttpResponseMessage response = await _http.DeleteAsync(session);
            return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotFound;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Refusals are problem documents with a word for programs.
    private static string ReasonOf(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.TryGetProperty("reason", out JsonElement reason) ? reason.ToString() : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
