using System.Text.Json;
using Vod.Api.Wcs.Messages;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>
/// The object of <c>notifyStreamStatusEvent</c>, with every field WCS puts into it. It must never have a field <c>available</c>: its mere presence
/// makes the SDK take the event for an answer to <c>availableStream</c>.
/// </summary>
/// <param name="Request">What the client asked for.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Media">What is played or published; null until it is known.</param>
/// <param name="Created">When the stream was asked for.</param>
internal sealed record StreamStatusEvent(StreamRequest Request, WcsStatus Status, StreamMedia? Media, DateTimeOffset Created)
{
    /// <summary>Name of the file it was recorded as; null when there is none.</summary>
    public string? RecordName { get; init; }

    /// <summary>What the publisher has muted.</summary>
    public StreamMute Mute { get; init; }

    /// <summary>Writes the fields into the object.</summary>
    public void WriteFields(Utf8JsonWriter fields)
    {
        WriteIdentity(fields);
        WriteMedia(fields);
        fields.WriteBoolean("record", Request.Record);
        if (RecordName is not null)
        {
            fields.WriteString("recordName", RecordName);
        }

        fields.WriteBoolean("history", false);
        fields.WriteNumber("gop", 0);
        fields.WriteNumber("fps", 0);
        fields.WriteNumber("audioBitrate", 0);
        fields.WriteString("codecImpl", "");
        fields.WriteString("transport", "UDP");
        fields.WriteBoolean("cvoExtension", false);
        fields.WriteNumber("createDate", Created.ToUnixTimeMilliseconds());
        fields.WriteString("mediaType", Request.Published ? "publish" : "play");
        fields.WriteString("mediaProvider", Request.MediaProvider);
    }

    private void WriteIdentity(Utf8JsonWriter fields)
    {
        fields.WriteString("mediaSessionId", Request.MediaSessionId);
        fields.WriteString("name", Request.Name);
        fields.WriteBoolean("published", Request.Published);
        fields.WriteString("status", Status.Name);
        if (Status.Info is not null)
        {
            fields.WriteString("info", Status.Info);
        }
    }

    private void WriteMedia(Utf8JsonWriter fields)
    {
        bool hasVideo = Media?.HasVideo ?? true;
        bool hasAudio = Media?.HasAudio ?? true;
        fields.WriteBoolean("hasVideo", hasVideo);
        fields.WriteBoolean("hasAudio", hasAudio);
        fields.WriteString("videoCodec", WcsCodec.OfPicture(Media));
        fields.WriteString("audioCodec", Media is not null && hasAudio ? "opus" : "");
        fields.WriteNumber("width", Media?.Width ?? Request.Wishes.Width);
        fields.WriteNumber("height", Media?.Height ?? Request.Wishes.Height);
        fields.WriteNumber("bitrate", Request.Wishes.Bitrate);
        fields.WriteNumber("minBitrate", Request.Wishes.MinBitrate);
        fields.WriteNumber("maxBitrate", Request.Wishes.MaxBitrate);
        fields.WriteNumber("quality", Request.Wishes.Quality);
        WriteState(fields, "audioState", Mute.Audio);
        WriteState(fields, "videoState", Mute.Video);
    }

    private static void WriteState(Utf8JsonWriter fields, string name, bool isMuted)
    {
        fields.WriteStartObject(name);
        fields.WriteBoolean("muted", isMuted);
        fields.WriteEndObject();
    }
}
