using System.Text.Json;
using System.Text.Unicode;

namespace Vod.Api.Rest;

/// <summary>A method with parameters of a type.</summary>
/// <param name="run">Does it.</param>
internal sealed class RestOperation<TRequest>(Func<TRequest, Task<RestAnswer>> run) : RestOperation
    where TRequest : class, new()
{
    private static readonly RestAnswer Malformed = RestAnswer.BadRequest("The body is not a JSON object");

    /// <inheritdoc/>
    public override Type? Request => typeof(TRequest) == typeof(NoParameters) ? null : typeof(TRequest);

    /// <inheritdoc/>
    public override RestCall Bind(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return Call(new TRequest());
        }

        try
        {
            using JsonDocument? document = Utf8.IsValid(body.Span) ? JsonDocument.Parse(body, RestJson.Document) : null;
            return document?.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : new(null, Malformed);
        }
        catch (JsonException)
        {
            return new(null, Malformed);
        }
    }

    private RestCall Read(JsonElement root)
    {
        try
        {
            return Call(root.Deserialize<TRequest>(RestJson.Options)!);
        }
        catch (JsonException exception)
        {
            // The path names fields of ours only, as unknown ones are not read.
            return Refuse(exception.Path is ['$', '.', .. string field] ? $"The value of {field} is of the wrong type" : "A value is of the wrong type");
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair behind \u escapes: JSON (RFC 8259 section 8.2), but no text.
            return Refuse("A value is no valid Unicode");
        }
    }

    private RestCall Call(TRequest request) => new(() => run(request), null);

    private RestCall Refuse(string message) => new(null, RestAnswer.Failure(BadParameter, message));
}
