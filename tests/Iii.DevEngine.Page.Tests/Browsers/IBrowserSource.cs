namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>Represents one way to get a browser.</summary>
internal interface IBrowserSource
{
    /// <summary>Gets the name that <c>III_TEST_BROWSER</c> selects it by.</summary>
    string Name { get; }

    /// <summary>Finds or brings browsers, the best one first.</summary>
    /// <param name="report">Takes one line before anything is downloaded or installed.</param>
    /// <exception cref="BrowserUnavailableException">There is none to be had this way.</exception>
    Task<IReadOnlyList<BrowserCommand>> FindAsync(Action<string> report);
}
