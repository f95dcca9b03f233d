using Microsoft.Extensions.Logging;

namespace Iii.Testing;

/// <summary>Log messages of the engine and all workers: to the test's output, and the last warnings for the messages of waits that end in vain.</summary>
internal sealed class TestLog(Action<string>? output, ILoggerFactory? further, TimeProvider time) : ILoggerFactory
{
    private const int MaxKept = 20;

    private readonly Lock _gate = new();
    private readonly Queue<string> _warnings = new();

    /// <summary>The last warnings and errors.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_gate)
            {
                return [.. _warnings];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName, further?.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Give the host a factory instead: options.Engine.LoggerFactory.");

    public void Dispose()
    {
    }

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        var line = $"{time.GetUtcNow():HH:mm:ss.fff} {level.ToString().ToLowerInvariant()} {category}: {message}{(exception is null ? "" : $"{Environment.NewLine}{exception}")}";
        lock (_gate)
        {
            if (level >= LogLevel.Warning)
            {
                _warnings.Enqueue(line);
                if (_warnings.Count > MaxKept)
                {
                    _warnings.Dequeue();
                }
            }

            try
            {
                output?.Invoke(line);
            }
            catch (InvalidOperationException)
            {
                // xunit takes nothing after a test's end.
            }
        }
    }

    private sealed class Logger(TestLog log, string category, ILogger? further) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => further?.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None || further?.IsEnabled(logLevel) is true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Information)
            {
                log.Write(logLevel, category, formatter(state, exception), exception);
            }

            further?.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
