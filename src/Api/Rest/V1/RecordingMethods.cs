using System.Net;
using Microsoft.Extensions.Options;
using Vod.Api.Web;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Rest.V1;

/// <summary>What <c>/api/v1/recordings</c> does: shows the finished recordings of this node, and deletes them.</summary>
internal sealed class RecordingMethods(IOptions<RecordingSettings> settings)
{
    private static readonly RestAnswer NotFound = RestAnswer.NotFound("Recording not found");

    private readonly RecordFiles _files = new(settings.Value.Directory);

    /// <summary>Lists them.</summary>
    public Task<RestAnswer> ListAsync() => OnDiskAsync(() =>
    {
        IReadOnlyList<string> names = _files.List();
        RecordingItem[] items = [.. names.Take(RestLimits.MaxItems).Select(name => (Name: name, File: _files.Find(name))).Where(static found => found.File is not null).Select(static found => RecordingItem.Of(found.File!, found.Name))];
        return RestAnswer.OfItems(items, Math.Max(0, names.Count - RestLimits.MaxItems));
    });

    /// <summary>Deletes one. Whoever reads it at this moment goes on to its end.</summary>
    public Task<RestAnswer> DeleteAsync(string name) => OnDiskAsync(() =>
    {
        if (_files.Find(name) is null)
        {
            return NotFound;
        }

        if (settings.Value.Upload.Length > 0)
        {
            // It may be on its way at this moment, and would then be in the store all the same.
            return RestAnswer.Failure(HttpStatusCode.Conflict, "Recordings are uploaded from here, and deleted when the store has them");
        }

        _files.Delete(name);
        return RestAnswer.Done;
    });

    private static async Task<RestAnswer> OnDiskAsync(Func<RestAnswer> act)
    {
        try
        {
            return await Task.Run(act);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return RestAnswer.Failure(HttpStatusCode.InternalServerError, $"The folder of recordings cannot be used: {exception.Message}");
        }
    }
}
