namespace Vod.Media.Host.Udp.Linux;

/// <summary>The system call that sends: <see cref="MessageTable.Send"/> on a socket, or what a test puts in its place.</summary>
/// <param name="messages">The messages.</param>
/// <param name="count">How many of them, from the first on.</param>
/// <returns>How many were taken before one failed, or if that was the first, its error number below zero.</returns>
internal delegate int SendMessages(MessageTable messages, int count);
