using System.ComponentModel;

namespace Iii.Generated;

/// <summary>The JSON Schemas of this process, by type. Filled by generated code when an assembly is loaded; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonSchemas
{
    private delegate ReadOnlySpan<byte> Schema();

    /// <summary>Makes a type's schema known. The first one stays: several assemblies may bring the same.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TSchema">What has its schema.</typeparam>
    public static void Register<T, TSchema>()
        where TSchema : IJsonSchema => Interlocked.CompareExchange(ref Slot<T>.Schema, static () => TSchema.Utf8, null);

    /// <summary>The schema of a type, as UTF-8 JSON; empty when nobody has made it known.</summary>
    internal static ReadOnlySpan<byte> Find<T>() => Slot<T>.Schema is { } schema ? schema() : default;

    private static class Slot<T>
    {
        public static Schema? Schema;
    }
}
