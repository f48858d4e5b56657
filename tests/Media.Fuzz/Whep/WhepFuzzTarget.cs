using System.Text;
using Vod.Api.Whep;

namespace Vod.Media.Fuzz.Whep;

/// <summary>The bodies and targets of WHEP requests. What is accepted is well-formed, and what is told back can be read again.</summary>
internal sealed class WhepFuzzTarget : IFuzzTarget
{
    private static readonly IceUser Fresh = new("fresh", "freshfreshfreshfreshfresh");

    public string Name => "whep";

    public IEnumerable<byte[]> Seeds { get; } = new[]
    {
        "a=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n"
        + "a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0\r\na=end-of-candidates\r\n",
        "v=0\r\na=group:BUNDLE 0\r\na=ice-lite\r\nm=video 31001 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\na=ice-ufrag:server01\r\na=ice-pwd:serverserverserverserver\r\n"
        + "a=candidate:1 1 udp 2130706431 192.0.2.1 31001 typ host\r\n",
        "/whep/vod%3A%2F%2Ffilms%2Fa.mp4/0123456789abcdef0123456789abcdef?x",
        "http://example.org/whep/%C3%A9%25",
    }.Select(Encoding.Latin1.GetBytes);

    public void Run(ReadOnlySpan<byte> input)
    {
        string text = Encoding.Latin1.GetString(input);
        if (IceFragment.TryParse(text, out IceFragment fragment) && fragment.User is { IsWellFormed: false })
        {
            throw new InvalidOperationException("credentials that are none were accepted");
        }

        IceText ice = IceText.Read(text);
        if (ice.Levels.Count > 1 && !IceText.Read(ice.FragmentWith(Fresh)).Users.SetEquals([Fresh]))
        {
            throw new InvalidOperationException("a fragment told back names other credentials");
        }

        if (WhepTarget.TryParse(text, out WhepTarget target)
            && target.Session is { } session
            && (!WhepTarget.TryParse(WhepTarget.PathOf(target.Stream, session.Split('?')[0]), out WhepTarget again) || again.Stream != target.Stream))
        {
            throw new InvalidOperationException("the path of a session does not lead back to it");
        }
    }
}
