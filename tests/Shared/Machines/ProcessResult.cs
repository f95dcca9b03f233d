namespace Iii.TestSupport;

/// <summary>Represents how a program ended.</summary>
/// <param name="ExitCode">The exit code; null when the program was stopped because its time was up.</param>
/// <param name="Output">The end of what it wrote to its output and its errors.</param>
internal sealed record ProcessResult(int? ExitCode, string Output)
{
    public bool Succeeded => ExitCode is 0;

    /// <summary>Describes the failure of a command in one sentence, followed by what the command wrote.</summary>
    public string Describe(string command, TimeSpan timeout)
    {
        var reason = ExitCode is null ? $"'{command}' did not end within {timeout.TotalSeconds:0} s and was stopped" : $"'{command}' ended with exit code {ExitCode}";
        return Output.Length is 0 ? $"{reason}." : $"{reason}: {Output}";
    }
}
