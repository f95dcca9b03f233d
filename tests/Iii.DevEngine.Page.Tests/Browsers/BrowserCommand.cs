namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>Represents a browser that can be started.</summary>
/// <param name="Description">What it is, in an error message.</param>
/// <param name="ExecutablePath">Where it is; null for the one that Playwright installed.</param>
internal sealed record BrowserCommand(string Description, string? ExecutablePath)
{
    /// <summary>Gets the variables that it needs besides those of this process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
