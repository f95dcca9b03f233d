using Microsoft.Extensions.Logging;

namespace Iii.Fuzz.Sessions;

/// <summary>Keeps the first error that is logged with an exception: those are failures that were caught far from their cause.</summary>
internal sealed class ErrorLog : ILoggerFactory, ILogger
{
    private Exception? _first;

    /// <summary>Throws the first failure, if there was one.</summary>
    public void Check()
    {
        if (Volatile.Read(ref _first) is { } first)
        {
            throw new InvalidOperationException("A failure was logged.", first);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error && exception is not null and not IIIException)
        {
            Interlocked.CompareExchange(ref _first, exception, null);
        }
    }

    public void Dispose()
    {
    }
}
