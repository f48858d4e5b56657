using System.Net.Sockets;
using System.Security.Authentication;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>Explains why no answer came. Texts of exceptions are not shown: some have addresses in them, and those have signatures.</summary>
internal static class NetworkFailure
{
    /// <summary>A reply for an exception of the network below a client of a store, or null when it is none.</summary>
    /// <param name="exception">What the client threw. A cancellation counts as one here: the caller's own is for the caller of this to tell apart.</param>
    public static ObjectReply? Explain(Exception exception)
    {
        Exception[] all = [.. Causes(exception)];
        return all.OfType<AuthenticationException>().Any() ? StoreAnswer.Without(ObjectReplyStatus.Failed, "the certificate of the store is not trusted, or it speaks no TLS")
            : all.OfType<SocketException>().FirstOrDefault() is { } socket ? Unavailable($"no connection to the store: {socket.SocketErrorCode}")
            : all.OfType<NoAnswerException>().Any() ? Unavailable("the connection to the store ends without an answer")
            : all.OfType<HttpIOException>().FirstOrDefault() is { } broken ? Unavailable($"the answer of the store breaks off: {broken.HttpRequestError}")
            : all.OfType<HttpRequestException>().FirstOrDefault() is { } request ? Unavailable($"no answer from the store: {request.HttpRequestError}")
            : all.OfType<TimeoutException>().Any() || all.OfType<OperationCanceledException>().Any() ? Unavailable("no answer from the store in time")
            : all.OfType<IOException>().Any() ? Unavailable("the connection to the store breaks off")
            : null;
    }

    private static ObjectReply Unavailable(string detail) => StoreAnswer.Without(ObjectReplyStatus.Unavailable, detail);

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        IEnumerable<Exception> inner = exception is AggregateException aggregate ? aggregate.InnerExceptions
            : exception.InnerException is { } one ? [one]
            : [];
        return inner.SelectMany(Causes).Prepend(exception);
    }
}
