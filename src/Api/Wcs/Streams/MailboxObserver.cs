using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>
/// Takes the nodes' calls for one connection into its mailbox. Calls for a connection that is over succeed and do nothing, or the node would repeat them.
/// </summary>
internal sealed class MailboxObserver(WcsMailbox mailbox) : IViewerObserver
{
    /// <inheritdoc/>
    public async Task OnViewerEvent(ViewerEvent viewerEvent) => await mailbox.PostAsync(session => session.Streams.OnViewerEvent(viewerEvent));

    /// <inheritdoc/>
    public async Task OnAlive(IReadOnlyList<string> mediaSessionIds) => await mailbox.PostAsync(session => session.Streams.OnAlive(mediaSessionIds));
}
