using Vod.Grains.Abstractions.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Streams;

/// <summary>
/// Translates between the end reasons of the engine and those of the contract with the API. They are two types because the core
/// knows nothing of Orleans serialization, and because only grains can know that a node is lost.
/// </summary>
internal static class StreamEndReasons
{
    /// <summary>The reason as viewers and operators are told.</summary>
    public static StreamEndReason ToStream(SessionEndReason reason) => reason switch
    {
        SessionEndReason.EndOfFile => StreamEndReason.EndOfFile,
        SessionEndReason.ClosedByViewer => StreamEndReason.ClosedByViewer,
        SessionEndReason.ClosedByPeer => StreamEndReason.ClosedByPeer,
        SessionEndReason.Terminated => StreamEndReason.Terminated,
        SessionEndReason.StoppedByPublisher => StreamEndReason.StoppedByPublisher,
        SessionEndReason.Orphaned => StreamEndReason.Orphaned,
        SessionEndReason.NodeStopping => StreamEndReason.NodeStopping,
        SessionEndReason.FileNotFound => StreamEndReason.FileNotFound,
        SessionEndReason.WrongFormat => StreamEndReason.WrongFormat,
        SessionEndReason.TranscodingDisabled => StreamEndReason.TranscodingDisabled,
        SessionEndReason.ReadFailed => StreamEndReason.ReadFailed,
        SessionEndReason.ReadFailedWhilePlaying => StreamEndReason.ReadFailedWhilePlaying,
        SessionEndReason.BadUri => StreamEndReason.BadUri,
        SessionEndReason.AccessDenied => StreamEndReason.AccessDenied,
        SessionEndReason.BadOffer => StreamEndReason.BadOffer,
        SessionEndReason.NoCommonCodec => StreamEndReason.NoCommonCodec,
        SessionEndReason.NoCapacity => StreamEndReason.NoCapacity,
        SessionEndReason.IceTimeout => StreamEndReason.IceTimeout,
        SessionEndReason.ConsentExpired => StreamEndReason.ConsentExpired,
        SessionEndReason.DtlsFailed => StreamEndReason.DtlsFailed,
        SessionEndReason.FingerprintMismatch => StreamEndReason.FingerprintMismatch,
        SessionEndReason.RtpActivityLost => StreamEndReason.RtpActivityLost,
        SessionEndReason.InternalError => StreamEndReason.InternalError,
        _ => StreamEndReason.InternalError,
    };

    /// <summary>The reason with which the engine is told to close a session. Callers close for few reasons; the rest makes no sense here.</summary>
    public static SessionEndReason ToSession(StreamEndReason reason) => reason switch
    {
        StreamEndReason.ClosedByViewer => SessionEndReason.ClosedByViewer,
        StreamEndReason.ClosedByPeer => SessionEndReason.ClosedByPeer,
        StreamEndReason.Terminated => SessionEndReason.Terminated,
        StreamEndReason.NodeStopping => SessionEndReason.NodeStopping,
        StreamEndReason.EndOfFile => SessionEndReason.EndOfFile,
        StreamEndReason.Orphaned or StreamEndReason.NodeLost or StreamEndReason.Unwatched => SessionEndReason.Orphaned,
        _ => SessionEndReason.InternalError,
    };
}
