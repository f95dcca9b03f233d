namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>Represents the npm package that holds a browser, by the SHA-512 of its archive.</summary>
internal sealed record BrowserPackage(string Id, string Version, string Sha512)
{
    /// <summary>A headless Chromium for Linux x64 with the libraries that a bare machine lacks and one font.</summary>
    public static BrowserPackage Default { get; } = new(
        "@sparticuz/chromium",
        "153.0.0",
        "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==");
}
