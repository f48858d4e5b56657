namespace Vod.Media.Engine;

/// <summary>Identity of one engine session: one browser, one peer connection. Chosen by whoever opens it, unique per process.</summary>
/// <param name="Value">A random UUID; never guessed from anything a viewer sends.</param>
public readonly record struct SessionId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
