namespace Vod.Media.Host.Preparation;

/// <summary>Both ends of the pipes of one transcoder process.</summary>
internal interface ITranscoderJob
{
    /// <summary>
    /// Gives the next bytes of the input; empty when there are no more. Called one at a time, while <see cref="TakeOutput"/>
    /// may be called at the same time. An exception ends the run as <see cref="TranscoderOutcome.InputFailed"/>.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation);

    /// <summary>Takes the next bytes of the output; false refuses it and ends the run as <see cref="TranscoderOutcome.OutputRefused"/>.</summary>
    bool TakeOutput(ReadOnlySpan<byte> bytes);
}
