namespace Vod.Media.Engine;

/// <summary>How full an engine is.</summary>
/// <param name="Sessions">Sessions open now.</param>
/// <param name="Capacity">The most sessions it admits.</param>
/// <param name="Draining">Whether it admits none because it is about to stop.</param>
public readonly record struct EngineLoad(int Sessions, int Capacity, bool Draining);
