namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>Represents that no browser can be had, and why.</summary>
internal sealed class BrowserUnavailableException(string message) : Exception(message);
