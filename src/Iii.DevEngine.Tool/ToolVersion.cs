namespace Iii.DevEngine.Tool;

/// <summary>The version that is printed.</summary>
internal static class ToolVersion
{
    public static string Text { get; } = typeof(ToolVersion).Assembly.GetName().Version!.ToString(3);
}
