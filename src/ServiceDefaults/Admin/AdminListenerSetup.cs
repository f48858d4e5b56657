using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.ServiceDefaults.Admin;

/// <summary>Opens the admin port, after those of the program.</summary>
internal sealed class AdminListenerSetup(IOptions<AdminOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    /// <inheritdoc/>
    public void Configure(KestrelServerOptions kestrel)
    {
        AdminOptions admin = options.Value;
        if (!admin.IsOn)
        {
            return;
        }

        kestrel.Listen(IPAddress.Parse(admin.Listen), admin.Port, static listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(static next => connection =>
            {
                connection.Features.Set(AdminListener.Instance);
                return next(connection);
            });
        });
    }
}
