using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Vod.Api.Rest.Jobs;
using Vod.Api.Rest.V1;

namespace Vod.Api.Rest.Documentation;

/// <summary>Adds to the OpenAPI document what belongs to no single route, and the statistics, which are told from the start page by a parameter.</summary>
internal sealed class DocumentText(IEnumerable<IRestOperations> groups, JobOperations jobs) : IOpenApiDocumentTransformer
{
    private const string Description = """
        What an operator does over HTTP: the REST API of Web Call Server as far as it is about files and their viewers.

        Every failure is answered by the same error object; clients should rely on the HTTP status alone. A list that would be empty is answered by 404, except below `/api/v1`.
        Version 3 has the same methods below `/rest-api/v3`, where the header `Prefer: respond-async` makes a job of a request.
        """;

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "Vod REST API", Version = "3", Description = Description };

        // Wherever a proxy shows it.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = Tags();
        document.Paths["/"] = StatDescription.Path(document);
        return Task.CompletedTask;
    }

    private HashSet<OpenApiTag> Tags() =>
    [
        .. groups.Select(group => new OpenApiTag { Name = NameOf(group), Description = group.Summary }),
        .. groups.Select(group => new OpenApiTag { Name = $"v3/{NameOf(group)}", Description = $"As {NameOf(group)}; may be made a job" }),
        new OpenApiTag { Name = $"v3/{NameOf(jobs)}", Description = jobs.Summary },
        new OpenApiTag { Name = "media", Description = MediaOperations.Summary },
        new OpenApiTag { Name = "recordings", Description = RecordingOperations.Summary },
        new OpenApiTag { Name = StatDescription.Tag, Description = "How the server is and how it is set up" },
    ];

    private static string NameOf(IRestOperations group) => group.All.First().Group;
}
