namespace Vod.Media.Preparation;

/// <summary>
/// Whether the encoders of a picture keep up with its viewers. Where the file itself cannot be played thinned, falling behind would be a picture that stops every moment; a poorer
/// one that goes on is better.
/// </summary>
/// <remarks>Any thread may call. Several encoders of one picture, for viewers at different places, are measured together.</remarks>
internal sealed class EncoderPace
{
    /// <summary>How far encoding falls behind playing before less is tried. The start of a process and decoding up to a chunk take less, also on a busy machine.</summary>
    public static readonly TimeSpan MaxBehind = TimeSpan.FromSeconds(2);

    /// <summary>Playing time after which it is judged, and measured from the beginning.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <summary>How many times faster than playing reduced work has to be before all of it is tried again. It is four to six times less work.</summary>
    public const double SpeedToReturn = 8;

    private readonly Lock _lock = new();
    private TimeSpan _played;
    private TimeSpan _took;

    /// <summary>How much is to be tried now.</summary>
    public PictureEffort Effort { get; private set; }

    /// <summary>Takes a measurement.</summary>
    /// <param name="effort">What was tried.</param>
    /// <param name="played">Playing time of what was encoded.</param>
    /// <param name="took">How long that took.</param>
    public void Note(PictureEffort effort, TimeSpan played, TimeSpan took)
    {
        lock (_lock)
        {
            if (effort != Effort)
            {
                return;
            }

            _played += played;
            _took += took;
            if (Effort == PictureEffort.Full && _took - _played > MaxBehind)
            {
                Begin(PictureEffort.Reduced);
            }
            else if (_played >= Window)
            {
                Begin(_took * SpeedToReturn <= _played ? PictureEffort.Full : Effort);
            }
        }
    }

    private void Begin(PictureEffort effort)
    {
        Effort = effort;
        (_played, _took) = (TimeSpan.Zero, TimeSpan.Zero);
    }
}
