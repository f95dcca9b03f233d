using Microsoft.Extensions.Logging;

namespace Iii.DevEngine.Tool.Output;

/// <summary>The engine's warnings and errors, beside the output.</summary>
internal sealed class ToolLog(ToolOutput output) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var text = formatter(state, exception);
            output.Tell(logLevel is LogLevel.Warning ? "warning" : "error", "engine", exception is null ? text : $"{text} {exception.Message}");
        }
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log goes to standard error only.");

    public void Dispose()
    {
    }
}
