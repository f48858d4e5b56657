using Vod.Media.H264;
using Vod.Media.Mp4.Writing;

namespace Vod.Media.Tests.Mp4.Writing;

/// <summary>A recording of pictures and sounds that are mere bytes, each of its own.</summary>
internal sealed class RecordedFilm
{
    public const long PictureStep = 3003;

    // Of a film of 1920 × 1080, and of a small one.
    private const string Large = "01640028FFE1001B67640028ACD940780227E5C044000003000400000300C83C60C65801000668EBE3CB22C0";
    private const string Small = "0142C00BFFE100176742C00BD902447E5C0440000003004000000C83C50A9201000468CB8CB2";

    private readonly FragmentWriter _writer;
    private readonly int _holeLength;
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private long _pictureTime;
    private long _soundTime;

    public RecordedFilm(int holeLength, bool hasPicture = true, bool hasSound = true, long pictureStart = 0, long soundStart = 0)
    {
        _holeLength = holeLength;
        _pictureTime = pictureStart;
        _soundTime = soundStart;
        Movie = new RecordedMovie(hasSound ? SoundFormat.Stereo(128_000) : null, DateTimeOffset.UnixEpoch);
        _writer = new FragmentWriter(Movie, hasPicture);
        _writer.WriteStart(First, holeLength, _pieces);
        Append();
    }

    public static PictureFormat First { get; } = Format(Large);

    public static PictureFormat Second { get; } = Format(Small);

    public RecordedMovie Movie { get; }

    public MemoryFile File { get; } = new();

    public List<byte[]> Pictures { get; } = [];

    public List<byte[]> Sounds { get; } = [];

    public List<long> PictureTimes { get; } = [];

    public List<long> SoundTimes { get; } = [];

    public List<long> FragmentEnds { get; } = [];

    /// <summary>Adds a fragment.</summary>
    public RecordedFilm Add(int pictures, int sounds, PictureFormat? format = null, bool isKey = true, int size = 50)
    {
        format ??= First;
        List<WrittenSample> shown = [];
        for (int i = 0; i < pictures; i++)
        {
            // A NAL unit of a slice, as the samples of real pictures are.
            byte[] bytes = [0, 0, 0, (byte)(size + 1), (byte)(isKey && i == 0 ? 0x65 : 0x41), .. Filling(Pictures.Count, size)];
            shown.Add(new WrittenSample(_pictureTime, bytes, isKey && i == 0));
            Pictures.Add(bytes);
            PictureTimes.Add(_pictureTime);
            _pictureTime += PictureStep;
        }

        List<WrittenSample> heard = [];
        for (int i = 0; i < sounds; i++)
        {
            byte[] bytes = Filling(1_000_000 + Sounds.Count, 20);
            heard.Add(new WrittenSample(_soundTime, bytes, IsKey: true));
            Sounds.Add(bytes);
            SoundTimes.Add(_soundTime);
            _soundTime += SoundFormat.FrameLength;
        }

        MovieFragment fragment = new() { Pictures = shown, Sounds = heard, PicturesEnd = _pictureTime, Format = format, Entry = Movie.EntryOf(format) };
        Assert.Equal(_writer.WriteFragment(File.Bytes.Length, fragment, _pieces), _pieces.Sum(static piece => (long)piece.Length));
        Append();
        FragmentEnds.Add(File.Bytes.Length);
        return this;
    }

    /// <summary>Time goes by without a sound.</summary>
    public RecordedFilm Pause(long ticks)
    {
        _soundTime += ticks;
        return this;
    }

    public IReadOnlyList<FileStep> Plan() => MovieFinish.Plan(Movie, _holeLength, File.Bytes.Length);

    public RecordedFilm Finish()
    {
        foreach (FileStep step in Plan())
        {
            File.Do(step);
        }

        return this;
    }

    private static PictureFormat Format(string record)
    {
        Assert.True(AvcConfiguration.TryParse(Convert.FromHexString(record), out AvcConfiguration? configuration));
        return new PictureFormat(configuration, configuration.SequenceParameterSet!.Width, configuration.SequenceParameterSet.Height);
    }

    private static byte[] Filling(int number, int length)
    {
        byte[] bytes = new byte[length];
        new Random(number).NextBytes(bytes);
        return bytes;
    }

    private void Append()
    {
        File.Append(_pieces);
        _pieces.Clear();
    }
}
