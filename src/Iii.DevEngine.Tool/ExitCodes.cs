using System.Text.Json;

namespace Iii.DevEngine.Tool;

/// <summary>What the tool tells whoever started it.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The function, or the engine, has answered with an error.</summary>
    public const int Failed = 1;

    /// <summary>The command line, its JSON or the configuration file is wrong.</summary>
    public const int Usage = 2;

    /// <summary>There is no engine, or it has gone.</summary>
    public const int NoEngine = 3;

    /// <summary>There was no answer in time.</summary>
    public const int Timeout = 4;

    /// <summary>The engine could not be started: a port or the directory is taken.</summary>
    public const int NotStarted = 5;

    /// <summary>Ctrl+C before there was an answer.</summary>
    public const int Interrupted = 130;
}

/// <summary>A command has come to an end that is told in a line, without a stack trace.</summary>
/// <param name="code">What scripts know it by.</param>
internal sealed class ToolException(int exitCode, string code, string message) : Exception(message)
{
    public int ExitCode => exitCode;

    public string Code => code;

    /// <summary>What scripts are told besides: fields of the error's object.</summary>
    public Action<Utf8JsonWriter>? More { get; init; }
}
