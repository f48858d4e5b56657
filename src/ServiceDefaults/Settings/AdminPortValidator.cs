using System.Globalization;
using Microsoft.Extensions.Options;

namespace Vod.ServiceDefaults.Settings;

/// <summary>The admin port must not be one of the public ones: what is told to the monitoring is not for viewers.</summary>
internal sealed class AdminPortValidator(IOptions<ServerOptions> server) : IValidateOptions<AdminOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AdminOptions options) => options.Port switch
    {
        0 => ValidateOptionsResult.Success,
        var port when port == server.Value.HttpPort => Clash(port, nameof(ServerOptions.HttpPort)),
        var port when port == server.Value.WebSocketPort => Clash(port, nameof(ServerOptions.WebSocketPort)),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Clash(int port, string other) =>
        ValidateOptionsResult.Fail(string.Create(CultureInfo.InvariantCulture, $"Admin:Port and Server:{other} are both {port}; they must differ."));
}
