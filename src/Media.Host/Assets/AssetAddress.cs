using System.Globalization;

namespace Vod.Media.Host.Assets;

/// <summary>What a viewer wrote after the scheme, taken apart: a path, and behind "?audio=" which sound track of the file.</summary>
/// <param name="Path">The path; not yet checked.</param>
/// <param name="Audio">Number of the sound track, counted from 1; null if none is asked for.</param>
internal readonly record struct AssetAddress(string Path, int? Audio)
{
    private const string AudioQuery = "?audio=";

    /// <summary>
    /// Takes an address apart. False when what stands behind "?audio=" is no number from 1 to 999. Any other question mark belongs to the name of the file, as it always did.
    /// </summary>
    public static bool TryParse(string address, out AssetAddress parsed)
    {
        const int mostDigits = 3;
        int query = address.LastIndexOf(AudioQuery, StringComparison.Ordinal);
        if (query < 0)
        {
            parsed = new(address, null);
            return true;
        }

        ReadOnlySpan<char> digits = address.AsSpan(query + AudioQuery.Length);
        bool isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 && digits.Length <= mostDigits;
        parsed = new(address[..query], number);
        return isNumber;
    }
}
