namespace Iii.DevEngine;

/// <summary>Which addresses functions may have that are hosted by http. The defaults are those of the real engine.</summary>
public sealed record IIIHttpFunctionOptions
{
    /// <summary>The hosts, with <c>*</c> for any run of characters and <c>?</c> for one. Default: all.</summary>
    public IReadOnlyList<string> UrlAllowList { get; init; } = ["*"];

    /// <summary>Refuse hosts that are, or are resolved to, loopback, private, link-local and other addresses that are not public. Default: true.</summary>
    public bool BlockPrivateAddresses { get; init; } = true;

    /// <summary>Refuse http without TLS. Default: true.</summary>
    public bool RequireHttps { get; init; } = true;
}
