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

    /// <summary>A mutation that keeps to the format where it does not break it on purpose; null if the target has none or the input is too broken.</summary>
    /// <param name="input">What to change, may be written to.</param>
    /// <param name="other">Another input to take parts from.</param>
    /// <param name="random">Decides.</param>
    byte[]? Mutate(byte[] input, byte[] other, Random random) => null;
}
