using Iii.Generated;
using Iii.Modules;

namespace Iii;

/// <summary>A value of the state or of a stream, before and after a change.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="OldValue">Before; null when there was none.</param>
/// <param name="NewValue">After; null when it was deleted.</param>
public sealed record ValueChange<T>(T? OldValue, T? NewValue)
{
    internal static ValueChange<T> Read(ReadOnlySpan<byte> json) => new(Read(json, "old_value"u8), Read(json, "new_value"u8));

    /// <summary>Writes it as the engine does.</summary>
    internal void Write(JsonOutput output)
    {
        output.BeginObject();
        EngineModule.Value(output, "\"old_value\":"u8, OldValue);
        EngineModule.Value(output, "\"new_value\":"u8, NewValue);
        output.EndObject();
    }

    private static T? Read(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) =>
        EngineModule.Property(json, name) is { IsEmpty: false } value ? EngineModule.Read<T>(value) : default;
}
