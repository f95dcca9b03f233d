using Iii.DevEngine.Tool.Output;

namespace Iii.DevEngine.Tool;

internal static class Program
{
    private static Task<int> Main(string[] arguments) => DevTool.RunAsync(arguments, ToolStreams.OfProcess(), CancellationToken.None);
}
