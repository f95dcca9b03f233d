namespace Iii.DevEngine.Page.Tests.Browsers.Tests;

/// <summary>Represents a source with these browsers, or with none for a reason.</summary>
internal sealed class FakeSource(string name, string? reason, params string[] browsers) : IBrowserSource
{
    public string Name => name;

    /// <summary>Gets how often it was asked.</summary>
    public int Asked { get; private set; }

    public Task<IReadOnlyList<BrowserCommand>> FindAsync(Action<string> report)
    {
        Asked++;
        return reason is null
            ? Task.FromResult<IReadOnlyList<BrowserCommand>>([.. browsers.Select(b => new BrowserCommand(b, b))])
            : throw new BrowserUnavailableException(reason);
    }
}
