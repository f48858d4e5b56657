using System.Net;

namespace Vod.Api.Rest.V1;

/// <summary>The methods of <c>/api/v1/media</c> as callers see them.</summary>
internal sealed class MediaOperations(MediaMethods methods, RestGates gates)
{
    private const string Item = """
        {"path":"films/a.mp4","uri":"vod://films/a.mp4","size":104857600,"modifyDate":1760000000000,"state":"partly","durationMs":5400000,"width":1920,"height":1080,
        "picture":"encoded","pictureReason":"B-frames","pictureChunks":{"done":120,"all":2700},"soundChunks":{"done":540,"all":540}}
        """;

    /// <summary>What the group is about, in one sentence.</summary>
    public static string Summary => "The media files of the node that is asked, and how far they are prepared";

    /// <summary>All files.</summary>
    public RestOperation List { get; } = new RestOperation<NoParameters>(_ => methods.ListAsync())
    {
        Name = "media",
        Summary = "Lists the media files in the order of their paths; files whose index could not be read within two seconds are unknown, and known later",
        Gate = gates.Listings,
        Answer = typeof(MediaItem[]),
        AnswerExample = $"[{Item}]",
    };

    /// <summary>One to be prepared.</summary>
    public RestOperation Prepare { get; } = new RestOperation<PrepareRequest>(methods.PrepareAsync)
    {
        Name = "media/prepare",
        Summary = "Has all made that a file needs, before anybody plays it; viewers go first",
        Gate = gates.Ordinary,
        Answer = typeof(MediaItem),
        Accepted = "It is queued or being prepared, from now on or since before",
        RequestExample = """{"path":"films/a.mp4"}""",
        AnswerExample = Item,
        Failures = new Dictionary<HttpStatusCode, string>
        {
            [HttpStatusCode.BadRequest] = "The body is not a JSON object, something in it is of the wrong type, or there is no path that makes sense",
            [HttpStatusCode.NotFound] = "There is no such file",
            [HttpStatusCode.Conflict] = "The file cannot be played",
            [HttpStatusCode.ServiceUnavailable] = "Too many files wait already, or too much is asked for at the same time",
        },
    };

    /// <summary>One file.</summary>
    /// <param name="path">Its path; null for the description of the method.</param>
    public RestOperation Find(string? path = null) => new RestOperation<NoParameters>(_ => methods.FindAsync(path!))
    {
        Name = "media/{**path}",
        Summary = "Shows one media file",
        Gate = gates.Ordinary,
        Answer = typeof(MediaItem),
        AnswerExample = Item,
        Failures = new Dictionary<HttpStatusCode, string> { [HttpStatusCode.NotFound] = "There is no such file" },
    };
}
