namespace Vod.Api.Wcs;

/// <summary>What one connection may ask for. Every limit ends in a documented answer: a refused stream or a closed socket.</summary>
internal static class WcsLimits
{
    /// <summary>Bytes of one incoming message. The largest real one is an offer of about 10 KB; a longer one closes the socket with 1009.</summary>
    public const int MaxMessageBytes = 256 * 1024;

    /// <summary>Nesting of an incoming message; the deepest real one, the client hints of <c>connection</c>, has 6 levels.</summary>
    public const int MaxDepth = 32;

    /// <summary>Messages per second over a longer time. The chattiest real client pushes logs a few times per second.</summary>
    public const double MessagesPerSecond = 50;

    /// <summary>Messages at once, for pages that start many streams together.</summary>
    public const double MessageBurst = 200;

    /// <summary>Frames that are not protocol messages before the connection is closed.</summary>
    public const int MaxMalformedFrames = 10;

    /// <summary>Empty continuation frames within one message; they carry nothing, so only an attacker sends many.</summary>
    public const int MaxEmptyFragments = 16;

    /// <summary>Streams of one connection, those still being closed included.</summary>
    public const int MaxStreams = 64;

    /// <summary>Questions about streams that wait for their answers, and snapshots that wait for their turn, each. A page has one of a kind for each stream it shows.</summary>
    public const int MaxQuestions = 16;

    /// <summary>Bytes of what comes with an event of a stream, be it of its publisher or of an operator: 60 of them fit into what may wait for one slow viewer.</summary>
    public const int MaxEventPayloadBytes = 16 * 1024;

    /// <summary>Events of one published stream that wait for the stream to take them; one is taken in milliseconds.</summary>
    public const int MaxWaitingEvents = 16;

    /// <summary>Bytes of a picture that is sent to a page; one of 1920x1080 with no two pixels alike has 6 MB.</summary>
    public const int MaxPictureBytes = 8 * 1024 * 1024;

    /// <summary>Characters of a media session id; the SDK makes UUIDs of 36.</summary>
    public const int MaxMediaSessionIdLength = 128;

    /// <summary>Characters kept of each thing a client says about itself; the longest real one is a browser's word for itself, of about 150.</summary>
    public const int MaxDescriptionLength = 256;

    /// <summary>Media providers kept of those a client names; the SDK knows five.</summary>
    public const int MaxMediaProviders = 16;

    /// <summary>Inputs of the mailbox; when it is full the socket is not read and the nodes' calls wait.</summary>
    public const int MailboxCapacity = 256;

    /// <summary>Outgoing messages that may wait for the client.</summary>
    public const int OutboxCapacity = 256;

    /// <summary>Bytes of the outgoing messages that may wait for the client; more means it does not read.</summary>
    public const int OutboxBytes = 1024 * 1024;
}
