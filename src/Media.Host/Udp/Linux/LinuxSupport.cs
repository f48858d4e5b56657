using System.Runtime.InteropServices;

namespace Vod.Media.Host.Udp.Linux;

/// <summary>Whether the batched system calls can be used here.</summary>
internal static unsafe class LinuxSupport
{
    /// <summary>What is in the way of them, in words; null when they work.</summary>
    public static string? FindObstacle(BoundSocket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "the system is not Linux";
        }

        // The layouts and numbers are those of x64 and arm64.
        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            return $"the processor is {RuntimeInformation.ProcessArchitecture}";
        }

        try
        {
            // No messages, no effect: but a call that a sandbox forbids fails all the same.
            using MessageTable table = new(socket.Socket.AddressFamily);
            int descriptor = (int)socket.Socket.Handle;
            int outcome = Math.Min(table.Send(descriptor, 0), table.Receive(descriptor, 0));
            return outcome < 0 ? Marshal.GetPInvokeErrorMessage(-outcome) : null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return exception.Message;
        }
    }
}
