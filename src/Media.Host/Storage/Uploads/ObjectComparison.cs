using System.Text.RegularExpressions;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Storage.Uploads;

/// <summary>
/// Finds out whether a store has the bytes of a file under a name. The size tells what is not the same, an ETag that is made of MD5 what is; where neither does, as with encrypted objects and everywhere in
/// Azure, the object is read back.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="requests">Makes the requests.</param>
internal sealed partial class ObjectComparison(IObjectStore store, PatientRequests requests)
{
    /// <summary>Bytes that are read back at once.</summary>
    public const int ReadBackBytes = 1 << 20;

    /// <summary>Compares.</summary>
    /// <param name="address">Where the object is.</param>
    /// <param name="file">The file.</param>
    /// <param name="expected">The ETag the file would have, if it is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The outcome, and what kept it from being found out.</returns>
    public async Task<(ComparisonOutcome Outcome, string Detail)> CompareAsync(ObjectAddress address, FileParts file, string? expected, CancellationToken cancellationToken)
    {
        using ObjectReply look = await requests.AskAsync(token => store.LookAsync(address, token), cancellationToken);
        return look.Status switch
        {
            ObjectReplyStatus.NotFound => (ComparisonOutcome.Absent, look.Detail),
            not ObjectReplyStatus.Found => (ComparisonOutcome.Unknown, look.Detail),
            _ when look.Size != file.Size => (ComparisonOutcome.Different, ""),
            _ when Sum().IsMatch(look.EntityTag) && look.EntityTag == (expected ?? await file.EntityTagAsync(cancellationToken)) => (ComparisonOutcome.Same, ""),
            _ => await ReadBackAsync(address, look.EntityTag, file, cancellationToken),
        };
    }

    // An MD5, perhaps with the number of parts.
    [GeneratedRegex("^\"[0-9a-f]{32}(-[0-9]{1,5})?\"$")]
    private static partial Regex Sum();

    private async Task<(ComparisonOutcome Outcome, string Detail)> ReadBackAsync(ObjectAddress address, string entityTag, FileParts file, CancellationToken cancellationToken)
    {
        byte[] back = new byte[(int)Math.Min(ReadBackBytes, file.Size)];
        for (int part = 0; part < file.Parts.Count; part++)
        {
            ReadOnlyMemory<byte> expected = await file.ReadAsync(part, cancellationToken);
            for (int offset = 0; offset < expected.Length; offset += ReadBackBytes)
            {
                Memory<byte> piece = back.AsMemory(0, Math.Min(ReadBackBytes, expected.Length - offset));
                long start = file.Parts.StartOf(part) + offset;
                using ObjectReply reply = await requests.AskAsync(token => ReadAsync(address, start, piece, entityTag, token), cancellationToken);
                if (reply.Status != ObjectReplyStatus.Found)
                {
                    return (ComparisonOutcome.Unknown, reply.Detail);
                }

                if (!piece.Span.SequenceEqual(expected.Span.Slice(offset, piece.Length)))
                {
                    return (ComparisonOutcome.Different, "");
                }
            }
        }

        return (ComparisonOutcome.Same, "");
    }

    private async Task<ObjectReply> ReadAsync(ObjectAddress address, long offset, Memory<byte> piece, string entityTag, CancellationToken cancellationToken)
    {
        ObjectReply reply = await store.GetAsync(address, offset, piece.Length, entityTag, cancellationToken);
        if (reply.Status != ObjectReplyStatus.Found)
        {
            return reply;
        }

        try
        {
            await reply.Body.ReadExactlyAsync(piece, cancellationToken);
            return reply;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            reply.Dispose();
            return StoreAnswer.Without(ObjectReplyStatus.Unavailable, "the answer of the store broke off");
        }
    }
}
