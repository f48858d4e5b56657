using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Whep;

/// <summary>
/// The ICE sessions of one WHEP session, one after the other: each has an entity tag, and the credentials by which a PATCH is told to be about it or to want the next
/// (RFC 9725 section 4.3). Safe for requests that overlap.
/// </summary>
internal sealed class WhepIce(string offer, string answer, TimeProvider time)
{
    // The example in the specification quotes the asterisk, and players have been written after it.
    private const string QuotedAny = "\"*\"";

    private readonly Lock _lock = new();
    private readonly IceText _answer = IceText.Read(answer);
    private IReadOnlySet<IceUser> _player = IceText.Read(offer).Users;
    private int _number = 1;
    private bool _isRestarting;
    private long? _restartedAt;

    /// <summary>The strong entity tag of the ICE session there is.</summary>
    public string EntityTag
    {
        get
        {
            lock (_lock)
            {
                return TagOf(_number);
            }
        }
    }

    /// <summary>Whether the condition of If-Match holds (RFC 9110 section 13.1.1); what is no entity tag matches nothing.</summary>
    public bool Matches(StringValues ifMatch)
    {
        EntityTagHeaderValue current = new(EntityTag);
        return EntityTagHeaderValue.TryParseList([.. ifMatch.OfType<string>()], out IList<EntityTagHeaderValue>? tags)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == QuotedAny || tag.Compare(current, useStrongComparison: true));
    }

    /// <summary>What a fragment means. One without credentials means the session its entity tag names.</summary>
    public IceChange ChangeOf(IceFragment fragment)
    {
        lock (_lock)
        {
            return fragment.User switch
            {
                null => IceChange.Trickle,
                { } user when _player.Contains(user) => IceChange.Trickle,
                { } user when _player.Any(known => known.Ufrag == user.Ufrag || known.Password == user.Password) => IceChange.Invalid,
                _ => IceChange.Restart,
            };
        }
    }

    /// <summary>Begins a restart; false while another is under way or <see cref="WhepTimes.RestartInterval"/> has not passed since.</summary>
    public bool TryBeginRestart()
    {
        lock (_lock)
        {
            bool tooSoon = _restartedAt is { } last && time.GetElapsedTime(last) < WhepTimes.RestartInterval;
            if (_isRestarting || tooSoon)
            {
                return false;
            }

            return _isRestarting = true;
        }
    }

    /// <summary>Ends a restart. With new credentials of the node there is a new ICE session, else the one there was goes on.</summary>
    /// <param name="player">The player's new credentials.</param>
    /// <param name="node">The node's; null when it made none.</param>
    /// <param name="entityTag">Tag of the new ICE session.</param>
    /// <returns>The fragment that tells the player; null when there is nothing new.</returns>
    public string? EndRestart(IceUser player, ViewerIceRestart? node, out string entityTag)
    {
        lock (_lock)
        {
            _isRestarting = false;
            _restartedAt = time.GetTimestamp();
            if (node is not null)
            {
                _player = new HashSet<IceUser> { player };
                _number++;
            }

            entityTag = TagOf(_number);
            return node is null ? null : _answer.FragmentWith(new IceUser(node.Ufrag, node.Password));
        }
    }

    private static string TagOf(int number) => string.Create(CultureInfo.InvariantCulture, $"\"{number}\"");
}
