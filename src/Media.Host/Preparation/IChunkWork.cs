namespace Vod.Media.Host.Preparation;

/// <summary>What <see cref="ChunkScheduler"/> has done with the chunks it schedules.</summary>
internal interface IChunkWork
{
    /// <summary>Brings a chunk into memory without a transcoder, if it was kept. True when it is there.</summary>
    Task<bool> TryLoadAsync(ChunkJob job, CancellationToken cancellation);

    /// <summary>Makes a chunk, or fails its track. Jobs adopted on the way (<see cref="ChunkScheduler.TryAdopt"/>) are its own to release.</summary>
    Task MakeAsync(ChunkJob job, CancellationToken cancellation);

    /// <summary>A job was given up because nobody asks for it any more, or because of the end; it is released.</summary>
    void OnDropped(ChunkJob job);

    /// <summary>A step of a job has thrown: a defect of this code. Its track has failed and the job is released.</summary>
    void OnDefect(ChunkJob job, Exception exception);
}
