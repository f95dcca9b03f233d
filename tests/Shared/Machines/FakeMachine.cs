using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Iii.TestSupport;

/// <summary>Represents a machine as a test describes it.</summary>
internal sealed class FakeMachine : IMachine
{
    public OSPlatform Platform { get; init; } = OSPlatform.Linux;

    public Architecture Architecture { get; init; } = Architecture.X64;

    public bool IsPrivileged { get; init; }

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Gets its files with their text.</summary>
    public Dictionary<string, string> Files { get; } = [];

    /// <summary>Gets what happens when a program runs.</summary>
    public Func<ProcessCommand, ProcessResult> Run { get; init; } = command => throw new InvalidOperationException($"'{command.Program}' must not run.");

    /// <summary>Gets the programs that ran, with their timeouts.</summary>
    public ConcurrentQueue<(ProcessCommand Command, TimeSpan Timeout)> Runs { get; } = [];

    /// <summary>Gets the command lines that ran.</summary>
    public string[] CommandLines => [.. Runs.Select(r => $"{r.Command.Program} {string.Join(' ', r.Command.Arguments)}")];

    public string? Variable(string name) => Variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public bool FileExists(string path) => Files.ContainsKey(path);

    public string? ReadFile(string path) => Files.GetValueOrDefault(path);

    public async Task<ProcessResult> RunAsync(ProcessCommand command, TimeSpan timeout)
    {
        Runs.Enqueue((command, timeout));
        await Task.Yield();
        return Run(command);
    }
}
