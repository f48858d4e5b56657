namespace Vod.Grains.Nodes;

/// <summary>Whether a node has taken a session.</summary>
[GenerateSerializer]
[Alias("Vod.NodeOpenOutcome")]
internal enum NodeOpenOutcome
{
    /// <summary>The session exists; its events follow.</summary>
    Accepted,

    /// <summary>The node carries this viewer of this stream already.</summary>
    DuplicateViewer,

    /// <summary>The node is full or about to stop: try another.</summary>
    Refused,

    /// <summary>The publication that is to be watched has ended on this node, and is nowhere else.</summary>
    NoPublication,
}
