using System.Globalization;
using Microsoft.Extensions.Options;

namespace Vod.ServiceDefaults.Settings;

/// <summary>Checks what no single port setting shows.</summary>
internal sealed class PortsValidator : IValidateOptions<ServerOptions>, IValidateOptions<MediaOptions>
{
    private const int LastPort = 65_535;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ServerOptions options) =>
        options.HttpPort == options.WebSocketPort && options.HttpPort != 0
            ? Fail($"Server:HttpPort and Server:WebSocketPort are both {options.HttpPort}; they must differ.")
            : ValidateOptionsResult.Success;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MediaOptions options) => options switch
    {
        { UdpPorts: > 0 } when options.Workers > options.UdpPorts =>
            Fail($"Media:Workers is {options.Workers}, but there are only {options.UdpPorts} UDP ports for them (Media:UdpPorts, or media_port_from to media_port_to)."),
        _ when options.UdpPort + options.EffectiveWorkers - 1 > LastPort =>
            Fail($"Media:UdpPort is {options.UdpPort}; with {options.EffectiveWorkers} workers it must be at most {LastPort + 1 - options.EffectiveWorkers}."),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(FormattableString problem) => ValidateOptionsResult.Fail(problem.ToString(CultureInfo.InvariantCulture));
}
