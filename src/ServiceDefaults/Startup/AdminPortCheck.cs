using System.Net;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.ServiceDefaults.Startup;

/// <summary>The admin port must be free, unless it is off.</summary>
internal sealed class AdminPortCheck(IOptions<AdminOptions> options) : IStartupCheck
{
    private const string AddressSetting = $"{AdminOptions.Section}:{nameof(AdminOptions.Listen)}";

    /// <inheritdoc/>
    public ValueTask<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        AdminOptions admin = options.Value;
        return ValueTask.FromResult(
            admin.IsOn ? TcpPort.FindProblem(new IPEndPoint(IPAddress.Parse(admin.Listen), admin.Port), "--admin-port", AddressSetting) : null);
    }
}
