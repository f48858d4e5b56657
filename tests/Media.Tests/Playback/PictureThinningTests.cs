using Vod.Media.H264.Packetization;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Playback;

public sealed class PictureThinningTests : IDisposable
{
    private static readonly H264PayloadFormat Format = new(4, [], []);
    private readonly PictureThinning _thinning = new();
    private readonly CutPictures _pictures = new();
    private long _number;
    private MonotonicTime _now = new(1_000_000_000);

    [Fact]
    public void Where_nothing_is_known_everything_is_sent_however_late() => Assert.Equal("KPbKPb", Send("KPbKPb", late: 5000));

    [Fact]
    public void Pictures_nobody_refers_to_can_be_left_out_anywhere()
    {
        _thinning.Quality = SendQuality.NoDisposable;
        Assert.Equal("KP_P_KP_", Send("KPbPbKPb"));
        Assert.InRange(_thinning.DisposableShare, 0.2, 0.5);

        _thinning.Quality = SendQuality.Full;
        Assert.Equal("bPb", Send("bPb"));
    }

    [Fact]
    public void Key_frames_alone_and_back_at_a_key_frame()
    {
        Send("KP");
        _thinning.Quality = SendQuality.KeyFramesOnly;
        Assert.Equal("___K__K_", Send("bPPKPbKP"));

        _thinning.Quality = SendQuality.Full;
        Assert.Equal("___KPb", Send("PbPKPb"));
    }

    [Fact]
    public void What_is_late_on_a_narrow_path_is_left_out_up_to_a_key_frame_that_is_not()
    {
        _thinning.IsPathNarrow = true;
        Assert.Equal("KPb", Send("KPb", late: 100));
        Assert.Equal("KP_P", Send("KPbP", late: PictureThinning.MaxDisposableLateness.TotalMilliseconds + 50));
        Assert.True(_thinning.LateSince.IsNever);
        Assert.Equal("____", Send("PPKP", late: PictureThinning.MaxLateness.TotalMilliseconds + 1));
        Assert.Equal(_now, _thinning.LateSince);
        Assert.Equal("__KP", Send("PbKP"));
    }

    [Fact]
    public void A_burst_may_take_its_time_and_no_more()
    {
        _thinning.IsPathNarrow = true;
        Assert.Equal("KPP", Send("KPP", late: 9000, isInBurst: true));
        _now += PictureThinning.MaxBurstTime;
        Assert.Equal("P", Send("P", late: 9000, isInBurst: true));

        // What was due meanwhile follows, until playing is on time again.
        Assert.Equal("PPP", Send("PPP", late: 1000));
        Assert.Equal("P", Send("P"));
        Assert.Equal("_", Send("P", late: 1000));

        Assert.Equal("KP", Send("KP", late: 9000, isInBurst: true));
        _now += PictureThinning.MaxBurstTime + TimeSpan.FromMilliseconds(1);
        Assert.Equal("_", Send("P", late: 9000, isInBurst: true));
    }

    [Fact]
    public void A_path_that_is_wide_again_still_needs_a_key_frame()
    {
        _thinning.IsPathNarrow = true;
        Send("KP", late: 1000);
        _thinning.IsPathNarrow = false;
        Assert.Equal("_KP", Send("PKP"));
    }

    public void Dispose() => _pictures.Dispose();

    // K: a key frame, P: another picture, b: one nobody refers to, _: left out.
    private string Send(string pictures, double late = 0, bool isInBurst = false)
    {
        char[] sent = [.. pictures];
        for (int i = 0; i < sent.Length; i++)
        {
            byte header = sent[i] switch { 'K' => 0x65, 'P' => 0x41, _ => 0x01 };
            CutPicture cut = _pictures.Cut(this, _number++, 0, Format, [0, 0, 0, 2, header, 1], isSync: sent[i] == 'K');
            SuppliedPicture picture = new() { CompositionTime = 0, Lap = 0, IsKey = sent[i] == 'K', Cut = cut };
            sent[i] = _thinning.MaySend(picture, isInBurst, _now - TimeSpan.FromMilliseconds(late), _now) ? sent[i] : '_';
        }

        return new(sent);
    }
}
