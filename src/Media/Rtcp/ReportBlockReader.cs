namespace Vod.Media.Rtcp;

/// <summary>Walks the report blocks of an SR or RR: at most <see cref="RtcpFormat.MaxCount"/> of them.</summary>
internal ref struct ReportBlockReader(ReadOnlySpan<byte> blocks)
{
    private ReadOnlySpan<byte> _rest = blocks;

    /// <summary>Reads the next block.</summary>
    public bool TryRead(out ReportBlock block)
    {
        if (_rest.Length < RtcpFormat.ReportBlockSize)
        {
            block = default;
            return false;
        }

        block = ReportBlock.Parse(_rest);
        _rest = _rest[RtcpFormat.ReportBlockSize..];
        return true;
    }
}
