using System.Text;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// Which objects of a store viewers can name, and how. What a viewer writes becomes a bucket and a key and nothing else: no host, no scheme, no query. Nothing is decoded, so there
/// is no second spelling of anything; a key always begins with the configured prefix.
/// </summary>
internal sealed class ObjectNames
{
    /// <summary>Longest key in UTF-8 bytes, prefix included: the limit of S3. Azure counts 1024 characters, which is never less.</summary>
    public const int MaxKeyBytes = 1024;

    private readonly Func<string, bool> _isBucketName;
    private readonly string _bucket;
    private readonly string _prefix;
    private readonly HashSet<string> _allowed;

    /// <param name="isBucketName">The rule of the field for names of buckets.</param>
    /// <param name="bucket">The bucket all names are in; empty when the first name of a path says which.</param>
    /// <param name="prefix">Folder of the bucket that names are in, without slashes at its ends; empty for all of it.</param>
    /// <param name="allowedBuckets">The buckets that may be named; empty for any.</param>
    public ObjectNames(Func<string, bool> isBucketName, string bucket, string prefix, IEnumerable<string> allowedBuckets)
    {
        _isBucketName = isBucketName;
        _bucket = bucket;
        _prefix = prefix.Length == 0 ? "" : prefix + "/";
        _allowed = new(allowedBuckets, StringComparer.Ordinal);
    }

    /// <summary>Finds out what a path names.</summary>
    /// <param name="path">What stands behind the name of the storage.</param>
    /// <param name="address">Where the object is, which may or may not be there.</param>
    /// <returns>
    /// <see cref="StorageOpenStatus.Opened"/> when it names one; <see cref="StorageOpenStatus.MalformedPath"/> when it is no list of plain names, its bucket has a name that none can
    /// have, or the key is too long; <see cref="StorageOpenStatus.OutsideStorage"/> when its bucket is not among those that may be named.
    /// </returns>
    public StorageOpenStatus Resolve(string path, out ObjectAddress address)
    {
        address = default;
        if (!AssetPath.IsWellFormed(path) || !IsUnicode(path))
        {
            return StorageOpenStatus.MalformedPath;
        }

        string bucket = _bucket;
        if (bucket.Length == 0)
        {
            int slash = path.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || !_isBucketName(path[..slash]))
            {
                return StorageOpenStatus.MalformedPath;
            }

            bucket = path[..slash];
            path = path[(slash + 1)..];
            if (_allowed.Count > 0 && !_allowed.Contains(bucket))
            {
                return StorageOpenStatus.OutsideStorage;
            }
        }

        string key = _prefix + path;
        if (Encoding.UTF8.GetByteCount(key) > MaxKeyBytes)
        {
            return StorageOpenStatus.MalformedPath;
        }

        address = new ObjectAddress(bucket, key);
        return StorageOpenStatus.Opened;
    }

    // Half a surrogate pair would be sent as a replacement character, which is another name.
    private static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int read) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            text = text[read..];
        }

        return true;
    }
}
