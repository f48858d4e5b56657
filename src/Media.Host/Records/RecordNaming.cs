using System.Security.Cryptography;
using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>Names the files of one recording.</summary>
internal sealed class RecordNaming
{
    // Like the login that Web Call Server makes up for those who have none.
    private const int LoginBytes = 8;

    private readonly RecordNames _names;
    private readonly RecordingOrder _order;
    private readonly RecordedMedia _media;
    private readonly string _template;
    private readonly string _login = RandomNumberGenerator.GetHexString(LoginBytes * 2, lowercase: true);
    private readonly bool _hasNumbers;

    /// <param name="context">The settings, and the names in use.</param>
    /// <param name="order">Whose recording it is.</param>
    /// <param name="media">What is recorded.</param>
    /// <param name="rotation">When there is another file.</param>
    public RecordNaming(RecordingContext context, RecordingOrder order, RecordedMedia media, RecordingRotation rotation)
    {
        _names = context.Names;
        _order = order;
        _media = media;
        _template = string.IsNullOrWhiteSpace(order.Template) ? context.Options.Template : order.Template;
        _hasNumbers = rotation.IsOn && context.Options.NumberParts && !RecordName.TellsTime(_template);
    }

    /// <summary>Reserves a name for a file that begins.</summary>
    /// <param name="part">Its number, counted from 1.</param>
    /// <param name="now">When it begins.</param>
    /// <exception cref="IOException">There are too many files of that name.</exception>
    public string Take(int part, DateTimeOffset now)
    {
        string name = RecordName.Begin(_template, _order, _media, _login, now, _hasNumbers ? part : 0);
        return _names.Take(name, _media.Extension) ?? throw new IOException($"there are too many files called {name}");
    }
}
