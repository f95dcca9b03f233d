using System.Globalization;

namespace Iii.Waiting;

/// <summary>How long a test waits before it fails. It never decides whether a test passes, only how long one that fails takes.</summary>
internal static class TestTimeout
{
    /// <summary>Gets the limit for what happens at once on an idle machine: 60 s, times <c>III_TEST_TIMEOUT_SCALE</c> where it is set.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromSeconds(60) * Scale();

    /// <summary>Gets the limit for what takes seconds on an idle machine: 2 minutes, scaled in the same way.</summary>
    public static TimeSpan Long { get; } = Default * 2;

    private static double Scale() =>
        double.TryParse(Environment.GetEnvironmentVariable("III_TEST_TIMEOUT_SCALE"), CultureInfo.InvariantCulture, out var scale) && scale > 0 ? scale : 1;
}
