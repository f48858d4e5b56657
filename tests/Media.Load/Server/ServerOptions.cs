namespace Vod.Media.Load.Server;

/// <summary>How the server is started.</summary>
/// <param name="Assembly">Path of its assembly, built for release.</param>
/// <param name="Core">The core it is bound to; null leaves that to the system.</param>
/// <param name="Media">Its media folder.</param>
/// <param name="Cache">Its cache folder.</param>
/// <param name="Log">File for its log.</param>
/// <param name="Arguments">Further arguments.</param>
internal sealed record ServerOptions(string Assembly, int? Core, string Media, string Cache, string Log, IReadOnlyList<string> Arguments);
