namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>Something an operator should know about a line of the file that does not keep the server from starting.</summary>
/// <param name="Line">Number of the line.</param>
/// <param name="IsWarning">Whether it is likely a mistake.</param>
/// <param name="Text">A sentence; shows no value of the file.</param>
internal sealed record FlashphonerRemark(int Line, bool IsWarning, string Text);
