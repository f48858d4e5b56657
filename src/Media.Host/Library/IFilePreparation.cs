namespace Vod.Media.Host.Library;

/// <summary>Prepares one file.</summary>
internal interface IFilePreparation
{
    /// <summary>Has everything made that a file needs and that is not kept yet. Takes as long as that takes.</summary>
    Task<PreparationEnd> PrepareAsync(string path, CancellationToken cancellation);
}
