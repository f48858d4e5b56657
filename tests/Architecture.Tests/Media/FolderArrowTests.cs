using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vod.Architecture.Tests.Source;

namespace Vod.Architecture.Tests.Media;

/// <summary>Which folder of src/Media may know which. The value types at the root (Vod.Media) and Timing are open to all.</summary>
public sealed class FolderArrowTests
{
    private const string RootNamespace = "Vod.Media";
    private const string Everything = "*";

    private static readonly string[] Codecs = ["H264", "Aac", "Opus"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Timing"] = [],
        ["Engine"] = [],
        ["OpenSsl"] = [],
        ["Ice"] = [],
        // RFC 5764: the handshake agrees on the SRTP profile and exports its keys.
        ["Dtls"] = ["OpenSsl", "Srtp"],
        ["Rtp"] = [],
        ["Rtcp"] = ["Rtp"],
        ["Srtp"] = ["Rtp", "OpenSsl"],
        ["H264"] = ["Rtp"],
        ["Vp8"] = ["Rtp"],
        ["Aac"] = ["Rtp"],
        ["Opus"] = ["Rtp"],
        ["Mp4"] = Codecs,
        // RFC 8839: an answer carries the credentials and candidates of ICE.
        ["Sdp"] = ["Ice", .. Codecs],
        ["Pacing"] = ["Rtp", "Rtcp"],
        ["Bandwidth"] = ["Rtp", "Rtcp"],
        // A file says which of the payload formats its pictures take.
        ["Playback"] = ["Mp4", "Rtp", "Vp8", .. Codecs],
        // What is read of a Matroska file becomes the same index as that of an MP4 file.
        ["Matroska"] = ["Mp4", .. Codecs],
        ["Films"] = ["Mp4", "Matroska"],
        ["Flv"] = [],
        // What is made is cut and timed the way it is played.
        ["Preparation"] = ["Mp4", "Matroska", "Flv", "Playback", .. Codecs],
        ["Peer"] = [Everything],
        // A peer that receives, out of what a peer that sends is made of.
        ["Publish"] = [Everything],
        // What was received, as it is played.
        ["Live"] = ["Publish", "Playback", "Rtp", "H264", "Vp8"],
    };

    [Fact]
    public void Every_arrow_between_folders_is_allowed() => Rule.Holds(Repository.CSharpUnder("src/Media").SelectMany(Violations));

    [Theory]
    [InlineData("Rtp/A.cs", "using Vod.Media.Peer;")]
    [InlineData("Ice/A.cs", "using Address = Vod.Media.Rtp.Ssrc;")]
    [InlineData("Srtp/A.cs", "using static Vod.Media.Dtls.Ciphers;")]
    [InlineData("Engine/A.cs", "class A { Vod.Media.Rtp.Ssrc x; }")]
    [InlineData("Rtp/A.cs", "class A { Peer.BrowserPeer x; }")]
    [InlineData("Invented/A.cs", "class A;")]
    public void A_forbidden_arrow_is_seen(string path, string text) => Assert.NotEmpty(Violations(SourceFile.Parse("src/Media/" + path, text)));

    [Theory]
    [InlineData("Rtcp/A.cs", "using Vod.Media.Rtp; using Vod.Media.Timing; using Vod.Media; using System.Net;")]
    [InlineData("H264/Packetization/A.cs", "using Vod.Media.H264; class A { H264.NalUnit x; }")]
    [InlineData("Peer/A.cs", "using Vod.Media.Dtls;")]
    [InlineData("TransportAddress.cs", "using System.Net;")]
    public void An_allowed_arrow_is_not(string path, string text) => Assert.Empty(Violations(SourceFile.Parse("src/Media/" + path, text)));

    private static IEnumerable<string> Violations(SourceFile file)
    {
        string folder = file.TopFolder;
        if (!Allowed.TryGetValue(folder, out string[]? allowed))
        {
            allowed = [];
            if (folder.Length > 0)
            {
                yield return $"{file.Path}: {folder} has no row in the table of arrows";
            }
        }

        string[] open = [folder, "", "Timing", .. allowed];
        foreach ((SyntaxNode node, string target) in Targets(file))
        {
            if (!open.Contains(target) && !allowed.Contains(Everything))
            {
                yield return $"{file.At(node)}: {folder} -> {target} is not allowed";
            }
        }
    }

    // A using directive names the folder in full. Written out in code, the compiler also finds Vod.Media.Rtp behind a plain "Rtp".
    private static IEnumerable<(SyntaxNode Node, string Folder)> Targets(SourceFile file)
    {
        foreach (UsingDirectiveSyntax directive in file.Root.Usings)
        {
            if (FolderOf(directive.NamespaceOrType.ToString()) is { } folder)
            {
                yield return (directive, folder);
            }
        }

        foreach (QualifiedNameSyntax name in file.Root.Members.SelectMany(m => m.DescendantNodes()).OfType<QualifiedNameSyntax>())
        {
            if (name.Parent is QualifiedNameSyntax or BaseNamespaceDeclarationSyntax)
            {
                continue;
            }

            string text = name.ToString();
            string first = text.Split('.')[0];
            if (FolderOf(text) is { } folder)
            {
                yield return (name, folder);
            }
            else if (Allowed.ContainsKey(first))
            {
                yield return (name, first);
            }
        }
    }

    // "" for the root itself, null for a name outside the core.
    private static string? FolderOf(string name)
    {
        string plain = name.Replace("global::", "", StringComparison.Ordinal);
        if (plain == RootNamespace)
        {
            return "";
        }

        return plain.StartsWith(RootNamespace + ".", StringComparison.Ordinal) ? plain[(RootNamespace.Length + 1)..].Split('.')[0] : null;
    }
}
