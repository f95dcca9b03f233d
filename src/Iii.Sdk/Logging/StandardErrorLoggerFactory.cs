using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Iii;

/// <summary>Writes what a person who starts a worker wants to see to standard error; used when no other logging was set up.</summary>
internal sealed class StandardErrorLoggerFactory : ILoggerFactory, ILogger
{
    public static readonly StandardErrorLoggerFactory Instance = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("This logger only writes to standard error. Set options.LoggerFactory to use providers.");

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var time = DateTime.Now.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
            var level = logLevel switch { LogLevel.Information => "info", LogLevel.Warning => "warn", _ => "fail" };
            Console.Error.WriteLine(exception is null
                ? $"{time} {level} {formatter(state, exception)}"
                : $"{time} {level} {formatter(state, exception)} {exception.GetType().Name}: {exception.Message}");
        }
    }

    public void Dispose()
    {
    }
}
