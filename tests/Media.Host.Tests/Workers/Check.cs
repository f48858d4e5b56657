using System.Buffers.Binary;
using System.Text;
using Vod.Media.Ice;

namespace Vod.Media.Host.Tests.Workers;

/// <summary>Connectivity checks as a browser sends them.</summary>
internal static class Check
{
    private static long _lastId;

    /// <summary>A check that finds its session, and is a forgery to it.</summary>
    public static byte[] To(UfragKey fragment)
    {
        Span<byte> ufrag = stackalloc byte[UfragKey.Length];
        BinaryPrimitives.WriteUInt64BigEndian(ufrag, fragment.Packed);
        return To(Encoding.ASCII.GetString(ufrag), "", nominates: false);
    }

    /// <summary>A genuine check.</summary>
    public static byte[] To(string ufrag, string password, bool nominates)
    {
        byte[] buffer = new byte[256];
        StunWriter writer = new(buffer, StunClass.Request, StunMethod.Binding, new TransactionId(1, (ulong)Interlocked.Increment(ref _lastId)));
        writer.AddUsername(Encoding.ASCII.GetBytes(ufrag), "A1mm"u8);
        writer.AddIceControlling(1);
        writer.AddPriority(1);
        if (nominates)
        {
            writer.AddUseCandidate();
        }

        writer.AddMessageIntegrity(Encoding.ASCII.GetBytes(password));
        writer.AddFingerprint();
        return buffer[..writer.Length];
    }
}
