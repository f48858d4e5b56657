using Microsoft.Extensions.Options;

namespace Vod.Grains;

/// <summary>Stops the start of a silo whose settings contradict each other.</summary>
internal sealed class GrainOptionsValidator : IValidateOptions<GrainOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, GrainOptions options) =>
        options.Validate() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
