namespace Vod.Media.Mp4.Writing;

/// <summary>What a <see cref="FileStep"/> does.</summary>
internal enum FileStepKind
{
    /// <summary>Writes bytes.</summary>
    Write,

    /// <summary>Copies bytes of the file to another place in it.</summary>
    Copy,

    /// <summary>Makes sure that everything before is on the disk before anything behind is.</summary>
    Barrier,

    /// <summary>Cuts the file off, or makes it longer.</summary>
    SetLength,
}
