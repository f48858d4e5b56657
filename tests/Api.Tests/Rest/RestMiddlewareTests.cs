using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Vod.Api.Rest;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Rest;

public sealed class RestMiddlewareTests
{
    [Fact]
    public async Task Who_takes_an_answer_too_slowly_is_to_be_cut()
    {
        DefaultHttpContext context = new();
        SendingRate rate = new();
        context.Features.Set<IHttpMinResponseDataRateFeature>(rate);
        await Middleware(_ => Task.CompletedTask).InvokeAsync(context);
        Assert.Same(RestLimits.SlowestReader, rate.MinDataRate);
    }

    [Fact]
    public async Task What_is_under_way_when_the_client_goes_is_no_failure()
    {
        using CancellationTokenSource gone = new();
        DefaultHttpContext context = new() { RequestAborted = gone.Token };
        await gone.CancelAsync();
        await Middleware(http => Task.FromCanceled(http.RequestAborted)).InvokeAsync(context);
        Assert.Equal(StatusCodes.Status200OK, context.Response.StatusCode);
    }

    [Fact]
    public async Task What_the_web_server_finds_wrong_with_a_body_is_told_by_its_status()
    {
        DefaultHttpContext context = new();
        using MemoryStream body = new();
        context.Response.Body = body;
        await Middleware(_ => throw new Microsoft.AspNetCore.Http.BadHttpRequestException("Too slow: 10.0.0.1", StatusCodes.Status408RequestTimeout)).InvokeAsync(context);
        Assert.Equal(StatusCodes.Status408RequestTimeout, context.Response.StatusCode);
        Assert.Contains("\"message\":\"Request Timeout\"", System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
    }

    private static RestMiddleware Middleware(RequestDelegate next) =>
        new(next, new RestCors(Options.Create(new RestOptions())), TimeProvider.System, NullLogger<RestMiddleware>.Instance);

    private sealed class SendingRate : IHttpMinResponseDataRateFeature
    {
        public MinDataRate? MinDataRate { get; set; }
    }
}
