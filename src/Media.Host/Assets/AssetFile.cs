using Vod.Media.Host.Storage;
using Vod.Media.Mp4;

namespace Vod.Media.Host.Assets;

/// <summary>An opened file, whichever of its tracks are played.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="Movie">The index.</param>
/// <param name="Sounds">The sounds.</param>
internal sealed record AssetFile(IAssetContent Content, Mp4Movie Movie, AssetSounds Sounds);
