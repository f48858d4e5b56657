using Vod.Api.Web;

namespace Vod.Api.Rest.V1;

/// <summary>A finished recording of this node.</summary>
internal sealed record RecordingItem
{
    /// <summary>Name of its file.</summary>
    public required string Name { get; init; }

    /// <summary>What viewers play it by as a personal stream.</summary>
    public required string Uri { get; init; }

    /// <summary>Path on this server at which it is downloaded.</summary>
    public required string Link { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When it was finished, in milliseconds since 1970.</summary>
    public required long ModifyDate { get; init; }

    /// <summary>Describes a file.</summary>
    public static RecordingItem Of(FileInfo file, string name) => new()
    {
        Name = name,
        Uri = $"vod://{name}",
        Link = $"{RecordsMiddleware.Path}/{System.Uri.EscapeDataString(name)}",
        Size = file.Length,
        ModifyDate = new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds(),
    };
}
