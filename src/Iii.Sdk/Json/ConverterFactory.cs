using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iii.Generated;

/// <summary>Asks a factory of the user's for a converter. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConverterFactory
{
    /// <summary>Makes the converter of a type.</summary>
    /// <exception cref="NotSupportedException">The factory makes none for the type.</exception>
    public static JsonConverter<T> Make<T>(JsonConverterFactory factory, JsonSerializerOptions options) =>
        factory.CanConvert(typeof(T)) && factory.CreateConverter(typeof(T), options) is JsonConverter<T> converter
            ? converter
            : throw new NotSupportedException($"{factory.GetType()} makes no JsonConverter<{typeof(T)}>, though [JsonConverter] names it for that type.");
}
