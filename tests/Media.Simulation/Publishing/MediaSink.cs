using System.Buffers.Binary;
using Vod.Media.H264;
using Vod.Media.Publish;

namespace Vod.Media.Simulation.Publishing;

/// <summary>Takes what a publisher sends and checks it as it comes: whole, once, in order, and nothing that refers to something missing.</summary>
internal sealed class MediaSink(PublishedFilm film) : IPublishedMediaSink
{
    private int _last = -1;
    private TimeSpan _soundEnd;

    /// <summary>Pictures by their number, and when they are shown.</summary>
    public SortedDictionary<int, TimeSpan> Pictures { get; } = [];

    /// <summary>Sounds by their number, and when they are heard.</summary>
    public SortedDictionary<int, TimeSpan> Sounds { get; } = [];

    public int KeyFrames { get; private set; }

    /// <summary>Configurations, each once for as long as it stays the same object.</summary>
    public List<AvcConfiguration> Configurations { get; } = [];

    public (int Width, int Height) Size { get; private set; }

    /// <summary>Whether anything is looked at; what is looked at allocates.</summary>
    public bool Watches { get; set; } = true;

    public long Calls { get; private set; }

    public void OnPicture(in PublishedPicture picture, ReadOnlySpan<byte> bytes)
    {
        Calls++;
        if (!Watches)
        {
            return;
        }

        (int index, int reference) = PublishedFilm.NumbersOf(picture, bytes);
        Assert.True(index > _last, $"picture {index} after {_last}");
        Assert.True(picture.IsKey ? reference == index : reference == _last, $"picture {index} refers to {reference}, the last one was {_last}");
        Assert.True(bytes.SequenceEqual(film.Picture(index)), $"picture {index} is not what was sent");
        Assert.True(Pictures.Count == 0 || picture.Time > Pictures[_last], $"picture {index} is shown before the last one");
        _last = index;
        Pictures.Add(index, picture.Time);
        KeyFrames += picture.IsKey ? 1 : 0;
        Size = (picture.Width, picture.Height);
        if (picture.Configuration is { } configuration && (Configurations.Count == 0 || Configurations[^1] != configuration))
        {
            Configurations.Add(configuration);
        }
    }

    public void OnSound(in PublishedSound sound, ReadOnlySpan<byte> packet)
    {
        Calls++;
        if (!Watches)
        {
            return;
        }

        int index = BinaryPrimitives.ReadInt32BigEndian(packet[1..]);
        Assert.True(sound.Time >= _soundEnd, $"sound {index} is heard before the end of the last one");
        Assert.Equal(TimeSpan.FromMilliseconds(20), sound.Duration);
        _soundEnd = sound.Time + sound.Duration;
        Sounds.Add(index, sound.Time);
    }
}
