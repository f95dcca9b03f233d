namespace Iii.DevEngine.Tool.Output;

/// <summary>What a run of the tool reads and writes.</summary>
/// <param name="IsTerminal">A person looks at what is written.</param>
internal sealed record ToolStreams(TextWriter Out, TextWriter Error, Stream In, bool IsTerminal)
{
    /// <summary>Those of the process.</summary>
    public static ToolStreams OfProcess() => new(Console.Out, Console.Error, Console.OpenStandardInput(), !Console.IsOutputRedirected);
}
