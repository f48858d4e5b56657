namespace Vod.Media.Host.Storage.Azure;

/// <summary>A body broke off. None of the exceptions after which the client of Azure asks again.</summary>
/// <param name="cause">How it did.</param>
internal sealed class BrokenBodyException(Exception cause) : Exception("the body breaks off", cause);
