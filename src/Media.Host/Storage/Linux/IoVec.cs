using System.Runtime.InteropServices;

namespace Vod.Media.Host.Storage.Linux;

/// <summary>struct iovec: one buffer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVec
{
    public byte* Base;
    public nuint Length;
}
