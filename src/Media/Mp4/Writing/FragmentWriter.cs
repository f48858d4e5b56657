namespace Vod.Media.Mp4.Writing;

/// <summary>
/// Writes a movie that grows (ISO/IEC 14496-12, 8.8): a start, then fragments that are each complete in themselves, so that a file that ends anywhere plays to its last
/// whole fragment. The picture is an avc3 track: the parameter sets stand in front of every key picture too, so it stays decodable when they change. The finished file does
/// not need them there, see <see cref="Add"/>.
/// </summary>
/// <param name="movie">Notes where the samples are.</param>
/// <param name="hasPicture">Whether there is a picture.</param>
internal sealed class FragmentWriter(RecordedMovie movie, bool hasPicture)
{
    private const uint SoundIsUniform = 0x02_0000 | 0x02; // default-base-is-moof, sample_description_index
    private const uint PictureHasDefaultFlags = SoundIsUniform | 0x20; // default_sample_flags
    private const uint RunOfPictures = 0x001 | 0x004 | 0x100 | 0x200; // data_offset, first_sample_flags, durations, sizes
    private const uint RunOfSounds = 0x001 | 0x200; // data_offset, sizes
    private const uint DependsOnOthers = 0x0101_0000; // sample_depends_on 1, sample_is_non_sync_sample
    private const uint DependsOnNone = 0x0200_0000;
    private const int NullOffset = 0;

    private readonly BoxWriter _boxes = new();
    private readonly BoxWriter _dataHeader = new();
    private uint _sequence;

    /// <summary>Writes what comes before the first fragment.</summary>
    /// <param name="format">How the first pictures are encoded.</param>
    /// <param name="holeLength">Bytes to leave for moov.</param>
    /// <param name="output">Gets the pieces; lent until the next call.</param>
    public void WriteStart(PictureFormat format, int holeLength, List<ReadOnlyMemory<byte>> output)
    {
        _boxes.Clear();
        FileLayout.WriteStart(_boxes, holeLength);
        int box = _boxes.Begin(BoxType.Movie);
        MovieBoxes.WriteMovieHeader(_boxes, movie.Created, 0);
        if (hasPicture)
        {
            WriteTrack(MovieBoxes.PictureTrack, RecordedMovie.PictureTimescale, format);
        }

        if (movie.Sound is { } sound)
        {
            WriteTrack(MovieBoxes.SoundTrack, sound.Timescale, format);
        }

        int extends = _boxes.Begin(BoxType.MovieExtends);
        WriteExtends(MovieBoxes.PictureTrack, hasPicture, 0);
        WriteExtends(MovieBoxes.SoundTrack, movie.Sound is not null, SoundFormat.FrameLength);
        _boxes.End(extends);
        _boxes.End(box);
        output.Add(_boxes.Written);
    }

    /// <summary>
    /// Writes a fragment. Only its first picture may be a key picture. In the file that one has its parameter sets in front; <see cref="RecordedMovie"/> is told of it
    /// without them: the tables of the finished file pass over these bytes and name a sample entry instead.
    /// </summary>
    /// <param name="position">Where the fragment begins in the file.</param>
    /// <param name="fragment">What is in it.</param>
    /// <param name="output">Gets the pieces; lent until the next call.</param>
    /// <returns>Bytes of the fragment.</returns>
    public long WriteFragment(long position, MovieFragment fragment, List<ReadOnlyMemory<byte>> output)
    {
        bool startsWithKey = fragment.Pictures is [{ IsKey: true }, ..];
        ReadOnlyMemory<byte> sets = startsWithKey ? fragment.Format.InBand : default;
        long pictures = sets.Length + SizeOf(fragment.Pictures);
        long data = pictures + SizeOf(fragment.Sounds);

        _boxes.Clear();
        int box = _boxes.Begin(BoxType.MovieFragment);
        int header = _boxes.BeginFull('m' << 24 | 'f' << 16 | 'h' << 8 | 'd');
        _boxes.UInt32(++_sequence);
        _boxes.End(header);
        int pictureOffset = fragment.Pictures.Count > 0 ? WritePictures(fragment, sets.Length) : NullOffset;
        int soundOffset = fragment.Sounds.Count > 0 ? WriteSounds(fragment) : NullOffset;
        _boxes.End(box);

        int dataStart = _boxes.Length + BoxHeader.LargeLength;
        PutOffset(pictureOffset, dataStart);
        PutOffset(soundOffset, dataStart + pictures);
        _dataHeader.Clear();
        FileLayout.WriteLargeHeader(_dataHeader, BoxType.MediaData, BoxHeader.LargeLength + data);
        output.Add(_boxes.Written);
        output.Add(_dataHeader.Written);
        output.Add(sets);
        output.AddRange(fragment.Pictures.Select(static sample => sample.Bytes));
        output.AddRange(fragment.Sounds.Select(static sample => sample.Bytes));
        Add(fragment, position + dataStart + sets.Length, position + dataStart + pictures);
        return dataStart + data;
    }

    private static long SizeOf(IReadOnlyList<WrittenSample> samples) => samples.Sum(static sample => (long)sample.Bytes.Length);

    private void WriteTrack(uint track, uint timescale, PictureFormat format)
    {
        bool isPicture = track == MovieBoxes.PictureTrack;
        int box = _boxes.Begin(BoxType.Track);
        MovieBoxes.WriteTrackHeader(_boxes, track, 0, isPicture ? format.Width : 0, isPicture ? format.Height : 0);
        int media = _boxes.Begin(BoxType.Media);
        MovieBoxes.WriteMediaHeader(_boxes, track, timescale, 0);
        int information = _boxes.Begin(BoxType.MediaInformation);
        MovieBoxes.WriteMediaInformation(_boxes, track);
        int table = _boxes.Begin(BoxType.SampleTable);
        int description = _boxes.BeginFull(BoxType.SampleDescription);
        _boxes.UInt32(1);
        if (isPicture)
        {
            SampleEntries.WritePicture(_boxes, BoxType.Avc3, format);
        }
        else
        {
            SampleEntries.WriteSound(_boxes, movie.SoundFormat!);
        }

        _boxes.End(description);
        WriteEmpty(BoxType.TimeToSample, 4);
        WriteEmpty(BoxType.SampleToChunk, 4);
        WriteEmpty(BoxType.SampleSize, 8);
        WriteEmpty(BoxType.ChunkOffset, 4);
        _boxes.End(table);
        _boxes.End(information);
        _boxes.End(media);
        _boxes.End(box);
    }

    private void WriteEmpty(uint type, int length)
    {
        int box = _boxes.BeginFull(type);
        _boxes.Zeros(length);
        _boxes.End(box);
    }

    private void WriteExtends(uint track, bool exists, uint duration)
    {
        if (exists)
        {
            int box = _boxes.BeginFull(BoxType.TrackExtends);
            _boxes.UInt32(track);
            _boxes.UInt32(1);
            _boxes.UInt32(duration);
            _boxes.Zeros(8);
            _boxes.End(box);
        }
    }

    private int WritePictures(MovieFragment fragment, int setsLength)
    {
        IReadOnlyList<WrittenSample> pictures = fragment.Pictures;
        int box = WriteTrackHeader(MovieBoxes.PictureTrack, PictureHasDefaultFlags, pictures[0].Time);
        int run = _boxes.BeginFull(BoxType.TrackRun, flags: RunOfPictures);
        _boxes.UInt32((uint)pictures.Count);
        int offset = _boxes.Length;
        _boxes.UInt32(0);
        _boxes.UInt32(pictures[0].IsKey ? DependsOnNone : DependsOnOthers);
        for (int i = 0; i < pictures.Count; i++)
        {
            long next = i + 1 < pictures.Count ? pictures[i + 1].Time : fragment.PicturesEnd;
            _boxes.UInt32((uint)Math.Clamp(next - pictures[i].Time, 0, int.MaxValue));
            _boxes.UInt32((uint)(pictures[i].Bytes.Length + (i == 0 ? setsLength : 0)));
        }

        _boxes.End(run);
        _boxes.End(box);
        return offset;
    }

    private int WriteSounds(MovieFragment fragment)
    {
        int box = WriteTrackHeader(MovieBoxes.SoundTrack, SoundIsUniform, fragment.Sounds[0].Time);
        int run = _boxes.BeginFull(BoxType.TrackRun, flags: RunOfSounds);
        _boxes.UInt32((uint)fragment.Sounds.Count);
        int offset = _boxes.Length;
        _boxes.UInt32(0);
        foreach (WrittenSample sound in fragment.Sounds)
        {
            _boxes.UInt32((uint)sound.Bytes.Length);
        }

        _boxes.End(run);
        _boxes.End(box);
        return offset;
    }

    private int WriteTrackHeader(uint track, uint flags, long time)
    {
        int box = _boxes.Begin(BoxType.TrackFragment);
        int header = _boxes.BeginFull(BoxType.TrackFragmentHeader, flags: flags);
        _boxes.UInt32(track);
        _boxes.UInt32(1);
        if (track == MovieBoxes.PictureTrack)
        {
            _boxes.UInt32(DependsOnOthers);
        }

        _boxes.End(header);
        int decodeTime = _boxes.BeginFull(BoxType.TrackFragmentDecodeTime, version: 1);
        _boxes.UInt64((ulong)time);
        _boxes.End(decodeTime);
        return box;
    }

    private void PutOffset(int at, long offset)
    {
        if (at != NullOffset)
        {
            _boxes.PutUInt32(at, checked((uint)offset));
        }
    }

    private void Add(MovieFragment fragment, long pictureOffset, long soundOffset)
    {
        for (int i = 0; i < fragment.Pictures.Count; i++)
        {
            WrittenSample picture = fragment.Pictures[i];
            long next = i + 1 < fragment.Pictures.Count ? fragment.Pictures[i + 1].Time : fragment.PicturesEnd;
            movie.Picture.Add(pictureOffset, picture.Bytes.Length, picture.Time, next - picture.Time, picture.IsKey, fragment.Entry);
            pictureOffset += picture.Bytes.Length;
        }

        foreach (WrittenSample sound in fragment.Sounds)
        {
            movie.Sound!.Add(soundOffset, sound.Bytes.Length, sound.Time, SoundFormat.FrameLength, isKey: true);
            soundOffset += sound.Bytes.Length;
        }
    }
}
