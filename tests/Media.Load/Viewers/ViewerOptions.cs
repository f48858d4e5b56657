using System.Net;
using Vod.Media.Dtls;

namespace Vod.Media.Load.Viewers;

/// <summary>What all viewers have in common.</summary>
/// <param name="Server">Where the media come from; the port is in the answer.</param>
/// <param name="Dtls">Certificate and rules.</param>
/// <param name="Decrypt">Which packets are opened.</param>
internal sealed record ViewerOptions(IPAddress Server, DtlsContext Dtls, DecryptShare Decrypt);
