using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4.Fragments;

/// <summary>A moof box and its mdat to build. The data of the tracks lies one after another.</summary>
internal sealed record FragmentSpec(params TrackFragmentSpec[] Tracks)
{
    /// <summary>Boxes in front of moof.</summary>
    public byte[] Before { get; init; } = [];

    /// <summary>Bytes in front of the samples in mdat.</summary>
    public int Padding { get; init; }

    public bool LargeMediaData { get; init; }

    /// <param name="start">Where the fragment will be in the file.</param>
    public byte[] Build(long start)
    {
        byte[] media = [.. Zeros(Padding), .. Enumerable.Range(0, Tracks.Sum(static track => track.DataLength)).Select(static i => (byte)i)];
        byte[] mediaBox = LargeMediaData ? LargeBox("mdat", media) : Box("mdat", media);
        long fragmentStart = start + Before.Length;
        int length = Fragment(0, 0).Length;
        int toMedia = length + mediaBox.Length - media.Length + Padding;
        return [.. Before, .. Fragment(fragmentStart, toMedia), .. mediaBox];
    }

    private byte[] Fragment(long start, int toMedia)
    {
        List<byte> tracks = [];
        int before = 0;
        for (int i = 0; i < Tracks.Length; i++)
        {
            int dataOffset = Tracks[i].Base switch
            {
                OffsetBase.Fragment => toMedia + before,
                OffsetBase.Absolute => before,
                _ => i == 0 ? toMedia : 0,
            };
            tracks.AddRange(Tracks[i].Build(start + toMedia, dataOffset));
            before += Tracks[i].DataLength;
        }

        return Box("moof", FullBox("mfhd", 0, 0, U32(1)), [.. tracks]);
    }
}
