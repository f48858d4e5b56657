using Vod.Media.H264.Packetization;
using Vod.Media.Playback;

namespace Vod.Media.Tests.Playback;

/// <summary>A picture that is encoded anew as far as a test says.</summary>
internal sealed class ScriptedPictures(PictureChunkTable chunks) : IPictureSource
{
    public const int NalLengthSize = 4;

    private readonly PictureChunk?[] _chunks = new PictureChunk?[chunks.Count];
    private readonly H264PayloadFormat _format = new(NalLengthSize, [], []);

    public PictureChunkTable Chunks => chunks;

    public MediaFailure? Failure { get; set; }

    /// <summary>The chunk that was asked for last.</summary>
    public int Asked { get; private set; } = -1;

    /// <summary>How often anything was asked for.</summary>
    public int Requests { get; private set; }

    public PictureChunk Open(int chunk) => _chunks[chunk] ??= new PictureChunk(chunks.TimesOf(chunk));

    public void RequestAhead(int chunk, bool loops) => (Asked, Requests) = (chunk, Requests + 1);

    /// <summary>Makes the first pictures of a chunk; by default all of them.</summary>
    public void Make(int chunk, int pictures = int.MaxValue)
    {
        PictureChunk target = Open(chunk);
        target.SetFormat(_format);
        for (int i = target.Available; i < Math.Min(pictures, target.Count); i++)
        {
            target.Add(i, new byte[] { 0, 0, 0, 2, i == 0 ? (byte)0x65 : (byte)0x41, (byte)i });
        }
    }

    public void MakeAll()
    {
        for (int chunk = 0; chunk < chunks.Count; chunk++)
        {
            Make(chunk);
        }
    }
}
