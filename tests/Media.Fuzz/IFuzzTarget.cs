namespace Vod.Media.Fuzz;

/// <summary>One parser that a stranger can reach. A target fails by throwing or by not coming back.</summary>
internal interface IFuzzTarget
{
    /// <summary>Short name used on the command line.</summary>
    string Name { get; }

    /// <summary>Valid inputs that the mutations start from.</summary>
    IEnumerable<byte[]> Seeds { get; }

    /// <summary>Feeds one input to the parser and checks what can be checked about the answer.</summary>
    void Run(ReadOnlySpan<byte> input);
}
