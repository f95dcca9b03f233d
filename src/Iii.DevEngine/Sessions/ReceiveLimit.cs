namespace Iii.DevEngine.Sessions;

/// <summary>Determines how large messages a worker can receive.</summary>
internal static class ReceiveLimit
{
    /// <summary>The limit of workers that declare <c>large-messages.v1</c>, and of the official SDKs from 0.24.5 on.</summary>
    public const int Large = 64 * 1024 * 1024;

    /// <summary>The limit of all others, and of a worker that has not said yet what it is.</summary>
    public const int Unknown = 16 * 1024 * 1024;

    /// <summary>The limit of the Python SDK before 0.24.5, whose library closes the connection above it.</summary>
    public const int OldPython = 1024 * 1024;

    private static readonly Version s_firstLarge = new(0, 24, 5);

    /// <summary>Gets the size of the largest message that a worker can receive, in bytes of its JSON.</summary>
    /// <param name="features">What the worker declared.</param>
    /// <param name="runtime">The worker's runtime.</param>
    /// <param name="version">The version of its SDK.</param>
    public static int Of(ProtocolFeatures features, string? runtime, string? version) => (features.HasFlag(ProtocolFeatures.LargeMessages), runtime) switch
    {
        (true, _) => Large,
        (_, "rust" or "node" or "go" or "python") when IsAtLeastFirstLarge(version) => Large,
        (_, "python") => OldPython,
        _ => Unknown,
    };

    private static bool IsAtLeastFirstLarge(string? text)
    {
        var core = (text ?? "").Split('+')[0];
        var isPreRelease = core.Contains('-');
        if (!Version.TryParse(core.Split('-')[0], out var version))
        {
            return false;
        }

        // 0.24.5-rc.1 comes before 0.24.5.
        var order = new Version(version.Major, version.Minor, Math.Max(version.Build, 0)).CompareTo(s_firstLarge);
        return order > 0 || (order == 0 && !isPreRelease);
    }
}
