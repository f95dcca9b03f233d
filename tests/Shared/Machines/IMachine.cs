using System.Runtime.InteropServices;

namespace Iii.TestSupport;

/// <summary>Represents what the tests ask of the machine they run on: its kind, its environment, its files and its programs.</summary>
internal interface IMachine
{
    OSPlatform Platform { get; }

    Architecture Architecture { get; }

    /// <summary>Gets whether the process runs as root or as an administrator.</summary>
    bool IsPrivileged { get; }

    /// <summary>Gets the value of an environment variable; null when it is unset or empty.</summary>
    string? Variable(string name);

    bool FileExists(string path);

    /// <summary>Reads a file; null when there is none.</summary>
    string? ReadFile(string path);

    /// <summary>Runs a program without input until it ends, and stops it with all its children after <paramref name="timeout"/>.</summary>
    Task<ProcessResult> RunAsync(ProcessCommand command, TimeSpan timeout);
}
