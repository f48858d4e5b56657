using System.Net;

namespace Vod.Api.Rest.V1;

/// <summary>The methods of <c>/api/v1/recordings</c> as callers see them.</summary>
internal sealed class RecordingOperations(RecordingMethods methods, RestGates gates)
{
    private const string Item = """{"name":"film.mp4","uri":"vod://film.mp4","link":"/client/records/film.mp4","size":104857600,"modifyDate":1760000000000}""";
    private const string Unusable = "The folder of recordings cannot be used, or a defect";

    /// <summary>What the group is about, in one sentence.</summary>
    public static string Summary => "The finished recordings of the node that is asked";

    /// <summary>All of them.</summary>
    public RestOperation List { get; } = new RestOperation<NoParameters>(_ => methods.ListAsync())
    {
        Name = "recordings",
        Summary = "Lists the finished recordings in the order of their names; what is being recorded is listed by recorder/find_all, what was uploaded is in the store",
        Gate = gates.Listings,
        Answer = typeof(RecordingItem[]),
        AnswerExample = $"[{Item}]",
        Failures = new Dictionary<HttpStatusCode, string> { [HttpStatusCode.InternalServerError] = Unusable },
    };

    /// <summary>One that is no longer wanted.</summary>
    /// <param name="name">Its name; null for the description of the method.</param>
    public RestOperation Delete(string? name = null) => new RestOperation<NoParameters>(_ => methods.DeleteAsync(name!))
    {
        Name = "recordings/{name}",
        Summary = "Deletes a finished recording; whoever downloads or watches it goes on to its end",
        Gate = gates.Ordinary,
        Failures = new Dictionary<HttpStatusCode, string>
        {
            [HttpStatusCode.NotFound] = "There is no such recording, or it is not finished",
            [HttpStatusCode.Conflict] = "Recordings are uploaded",
            [HttpStatusCode.InternalServerError] = Unusable,
        },
    };
}
