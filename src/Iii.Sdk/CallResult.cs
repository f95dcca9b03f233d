using System.Runtime.ExceptionServices;

namespace Iii;

/// <summary>How one of several calls ended: with a value or with an error.</summary>
/// <typeparam name="T">The result's type.</typeparam>
public readonly struct CallResult<T>
{
    internal CallResult(T? value, Exception? error)
    {
        ValueOrDefault = value;
        Error = error;
    }

    /// <summary>The call has a result.</summary>
    public bool IsSuccess => Error is null;

    /// <summary>
    /// Why there is no result: an <see cref="IIIInvocationException"/>, a <see cref="System.Text.Json.JsonException"/> when payload or result do not fit their types, an
    /// <see cref="OperationCanceledException"/>. Null for a success.
    /// </summary>
    public Exception? Error { get; }

    /// <summary>The result; the type's default when there is none.</summary>
    public T? ValueOrDefault { get; }

    /// <summary>The result.</summary>
    /// <exception cref="Exception">The call failed: its <see cref="Error"/>.</exception>
    public T? Value
    {
        get
        {
            if (Error is { } error)
            {
                ExceptionDispatchInfo.Throw(error);
            }

            return ValueOrDefault;
        }
    }
}
