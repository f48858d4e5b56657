using Vod.Api;
using Vod.ServiceDefaults;
using Vod.Silo;

return await VodHost.RunAsync(args, SiloComposition.Configure, static app => app.MapVodApi());
