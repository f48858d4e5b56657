namespace Vod.Media.Peer;

/// <summary>
/// What one peer has counted. Whoever carries many peers gives them one more to count along in, so that the sums of all are there at any moment and outlive each of
/// them. Written by one thread at a time, without locks; another may read and then sees numbers that are a moment old.
/// </summary>
internal sealed class PeerCounters
{
    private PeerDropCounters _drops;
    private FeedbackCounters _feedback;
    private long _retransmissions;
    private long _thinned;
    private long _received;
    private long _lost;
    private long _asked;
    private long _repaired;
    private long _keyFrameRequests;

    /// <summary>Counts along; null when nobody does. Only for a thread that writes here.</summary>
    public PeerCounters? Sum { get; set; }

    /// <summary>Datagrams and requests that were dropped.</summary>
    public PeerDropCounters Drops => _drops;

    /// <summary>Packets sent again on request.</summary>
    public long Retransmissions => _retransmissions;

    /// <summary>Pictures left out because the path does not carry them.</summary>
    public long ThinnedPictures => _thinned;

    /// <summary>Media packets of publishers, retransmissions included.</summary>
    public long ReceivedPackets => _received;

    /// <summary>Media packets of publishers that never came, as far as that is known.</summary>
    public long LostPackets => _lost;

    /// <summary>How often media packets of publishers were asked for (NACK), each question counted.</summary>
    public long AskedPackets => _asked;

    /// <summary>Media packets of publishers that came after they had been asked for.</summary>
    public long RepairedPackets => _repaired;

    /// <summary>Key frames that publishers were asked for (PLI).</summary>
    public long KeyFrameRequests => _keyFrameRequests;

    /// <summary>Drops for one reason.</summary>
    public long DropsFor(PeerDropReason reason) => _drops[reason];

    /// <summary>Messages of one kind.</summary>
    public long FeedbackOf(FeedbackKind kind) => _feedback[kind];

    /// <summary>Counts a drop.</summary>
    public void OnDropped(PeerDropReason reason)
    {
        _drops.Add(reason);
        Sum?.OnDropped(reason);
    }

    /// <summary>Counts a message of the viewer.</summary>
    public void OnFeedback(FeedbackKind kind)
    {
        _feedback.Add(kind);
        Sum?.OnFeedback(kind);
    }

    /// <summary>Counts a packet sent again.</summary>
    public void OnRetransmitted()
    {
        _retransmissions++;
        Sum?.OnRetransmitted();
    }

    /// <summary>Counts a media packet of a publisher.</summary>
    public void OnReceived()
    {
        _received++;
        Sum?.OnReceived();
    }

    /// <summary>Counts packets of a publisher that were given up.</summary>
    public void OnLost(int packets)
    {
        _lost += packets;
        Sum?.OnLost(packets);
    }

    /// <summary>Counts packets that a publisher is asked for.</summary>
    public void OnAsked(int packets)
    {
        _asked += packets;
        Sum?.OnAsked(packets);
    }

    /// <summary>Counts a packet that came after it had been asked for.</summary>
    public void OnRepaired()
    {
        _repaired++;
        Sum?.OnRepaired();
    }

    /// <summary>Counts a key frame that a publisher is asked for.</summary>
    public void OnKeyFrameAsked()
    {
        _keyFrameRequests++;
        Sum?.OnKeyFrameAsked();
    }

    /// <summary>Counts a picture left out.</summary>
    public void OnThinned()
    {
        _thinned++;
        Sum?.OnThinned();
    }
}
