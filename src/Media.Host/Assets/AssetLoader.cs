using System.Buffers;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Media.Engine;
using Vod.Media.Films;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Telemetry;
using Vod.Media.Mp4;
using Vod.Media.Playback;

namespace Vod.Media.Host.Assets;

/// <summary>Reads the index of a file and decides whether it can be played.</summary>
internal sealed partial class AssetLoader(
    AudioPreparation preparation, PicturePreparation pictures, IOptions<PreparationOptions> options, ILogger<AssetLoader> logger)
{
    /// <summary>Loads an asset. Never throws for what is wrong with the file or the storage.</summary>
    /// <param name="content">The file.</param>
    /// <param name="progress">Is told how much of it was read; null: nobody wants to know.</param>
    public async Task<AssetLoadResult> LoadAsync(IAssetContent content, LoadProgress? progress = null)
    {
        try
        {
            return await ReadIndexAsync(content, progress) switch
            {
                Mp4ReadStep.Ready ready => Judge(content, ready.Movie),
                Mp4ReadStep.Rejected rejected => Refuse(rejected.Detail),
                _ => throw new InvalidOperationException("The index reader stopped before it was done."),
            };
        }
        catch (ContentChangedException exception)
        {
            return new(null, SessionEndReason.ReadFailed, exception.Message) { IsReplaced = true };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return new(null, SessionEndReason.ReadFailed, exception.Message);
        }
    }

    /// <summary>The same asset with another of its sounds, or why not.</summary>
    /// <param name="asset">An asset that was loaded.</param>
    /// <param name="audio">Number of the sound track, counted from 1.</param>
    public static AssetLoadResult Select(MediaAsset asset, int audio)
    {
        Mp4Playability playability = Mp4Playability.Decide(asset.File.Movie, new Mp4TrackSelection(Audio: audio));
        if (!playability.IsPlayable)
        {
            return Refuse(playability.Detail);
        }

        AssetSound? sound = playability.Audio is { } track ? asset.File.Sounds.Find(track) : null;
        return ObstacleOf(playability.Audio, sound) is { } obstacle ? Refuse(obstacle)
            : sound is null ? Refuse($"audio track {audio} has no samples")
            : new(asset.With(sound), default, "");
    }

    /// <summary>Closes an asset that nobody uses any more, or the file of one that could not be loaded.</summary>
    public void Unload(IAssetContent content, MediaAsset? asset)
    {
        // The sound is read from the same file, by transcoders that outlive the viewers; the next opening starts a new track on the chunks that were kept.
        foreach (OpusTrack sound in asset?.File.Sounds.Prepared ?? [])
        {
            preparation.Forget(sound);
        }

        if (asset?.Encoded is { } picture)
        {
            pictures.Forget(picture);
        }

        content.Dispose();
    }

    private static async Task<Mp4ReadStep> ReadIndexAsync(IAssetContent content, LoadProgress? progress)
    {
        using Activity? span = MediaTrace.Source.StartActivity("read index");
        FilmIndexReader reader = new(content.Key.Size, Mp4Limits.Default);
        bool goesOn = false;
        while (reader.Next is Mp4ReadStep.NeedBytes need)
        {
            if (need.GoesOn && !goesOn)
            {
                goesOn = true;
                content.ReadThrough(need.Offset);
            }

            byte[] buffer = ArrayPool<byte>.Shared.Rent(need.Length);
            try
            {
                int read = await content.ReadAsync(need.Offset, buffer.AsMemory(0, need.Length), CancellationToken.None);
                progress?.Add(read);
                reader.Provide(buffer.AsSpan(0, read));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        return reader.Next;
    }

    private AssetLoadResult Judge(IAssetContent content, Mp4Movie movie)
    {
        Mp4Playability playability = Mp4Playability.Decide(movie);
        if (!playability.IsPlayable)
        {
            return Refuse(playability.Detail);
        }

        if (playability.Video is { } video && video.Samples.MaxSampleSize > FileVideo.MaxSampleBytes)
        {
            return Refuse($"a video sample of {video.Samples.MaxSampleSize} bytes is larger than {FileVideo.MaxSampleBytes}");
        }

        PictureDecision picture = default;
        FileVideo? source = null, substitute = null;
        if (playability.Video is { } track)
        {
            PictureInput? input = PictureInput.For(content, track);
            picture = PictureDecision.For(track, options.Value, pictures.IsAvailable && input is not null);
            if (picture.Treatment == PictureTreatment.None)
            {
                return new(null, picture.Refusal, $"video track {track.TrackId}: {picture.Reason}");
            }

            source = picture.Treatment == PictureTreatment.Encoded ? SourceOf(content, track, input!, PictureDecision.IsPlayableAsIs(track)) : new FileVideo(track, file: content.Resident);
            substitute = source.IsVp8 && options.Value.TranscodeOtherCodecs && pictures.IsAvailable && input is not null ? SourceOf(content, track, input, isPlayableAsIs: false) : null;
            LogPicture(content.Key.Identity, picture.Treatment, picture.Reason);
        }

        AssetFile file = new(content, movie, new AssetSounds(content, movie, (source, loopPackets) => preparation.GetOrStart(content.Key, source, loopPackets)));
        AssetSound? sound = file.Sounds.FindDefault(playability.Audio);
        if ((playability.Silence ?? ObstacleOf(playability.Audio, sound)) is { } silence)
        {
            if (source is null)
            {
                return Refuse(silence);
            }

            LogSilence(content.Key.Identity, silence);
            sound = null;
        }

        return new(new MediaAsset(file, playability.Video, source, picture, sound, substitute), default, "");
    }

    private static string? ObstacleOf(Mp4Track? track, AssetSound? sound) => (track, sound) switch
    {
        (null, _) => null,
        (_, null) => $"audio track {track.TrackId} ('{track.Format}') is of a kind that cannot be decoded here",

        // What the storage failed to give is tried again.
        _ => sound.Once.Failure is { IsPassing: false } failure ? failure.Detail : null,
    };

    private FileVideo SourceOf(IAssetContent content, Mp4Track track, PictureInput input, bool isPlayableAsIs) =>
        new(track, pictures.GetOrStart(content.Key, input with { IsPlayableAsIs = isPlayableAsIs }), isPlayableAsIs);

    private readonly ILogger _logger = logger;

    private static AssetLoadResult Refuse(string detail) => new(null, SessionEndReason.WrongFormat, detail);

    [LoggerMessage(331, LogLevel.Information, "The picture of {Asset} is {Treatment} ({Reason})")]
    private partial void LogPicture(string asset, PictureTreatment treatment, string reason);

    [LoggerMessage(332, LogLevel.Warning, "{Asset} plays without sound: {Reason}")]
    private partial void LogSilence(string asset, string reason);
}
