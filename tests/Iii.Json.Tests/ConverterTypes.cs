using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iii.Json.Tests;


[JsonConverter(typeof(CelsiusConverter))]
public readonly record struct Celsius(double Degrees);

public sealed class CelsiusConverter : JsonConverter<Celsius>
{
    public override Celsius Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString()!;
        return text.EndsWith('C') ? new(double.Parse(text[..^1], CultureInfo.InvariantCulture)) : throw new JsonException("no temperature");
    }

    public override void Write(Utf8JsonWriter writer, Celsius value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Degrees.ToString(CultureInfo.InvariantCulture) + "C");
}

[JsonConverter(typeof(PairConverter))]
public sealed record Pair(int First, int Second);

/// <summary>Handles null itself, and reads an array.</summary>
public sealed class PairConverter : JsonConverter<Pair>
{
    public override bool HandleNull => true;

    public override Pair Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return new Pair(-1, -1);
        }

        reader.Read();
        var first = reader.GetInt32();
        reader.Read();
        var second = reader.GetInt32();
        if (second != 13)
        {
            reader.Read();
        }

        return new Pair(first, second);
    }

    public override void Write(Utf8JsonWriter writer, Pair value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value?.First ?? -2);
        writer.WriteNumberValue(value?.Second ?? -2);
        if (value?.First != 13)
        {
            writer.WriteEndArray();
        }
    }
}

/// <summary>Hands on to the serializer with the options it got.</summary>
public sealed class UpperConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<string>(ref reader, options)?.ToUpperInvariant();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new { Value = value + "<ü" }, options);
}

/// <summary>A value with null among its own.</summary>
public sealed class MaybeConverter : JsonConverter<int?>
{
    public override bool HandleNull => true;

    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Null ? -1 : reader.GetInt32();

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) => writer.WriteStringValue(value?.ToString(CultureInfo.InvariantCulture) ?? "none");
}

public sealed record Converted(
    Celsius Inside,
    Celsius? Outside,
    Pair? Pair,
    List<Pair?>? Pairs,
    [property: JsonConverter(typeof(UpperConverter))] string? Text,
    [property: JsonConverter(typeof(CelsiusConverter))] Celsius? Own,
    [property: JsonConverter(typeof(MaybeConverter))] int? Maybe);

/// <summary>A pair as an array of two, of whatever types.</summary>
public sealed class PairConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(Pair<int>) || typeToConvert == typeof(Pair<string>);

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        typeToConvert == typeof(Pair<int>) ? new PairConverter<int>() : new PairConverter<string>();

    private sealed class PairConverter<T> : JsonConverter<Pair<T>>
    {
        public override Pair<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<T[]>(ref reader, options) is [var one, var two] ? new(one, two) : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, Pair<T> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, new[] { value.One, value.Two }, options);
    }
}

[JsonConverter(typeof(PairConverterFactory))]
public sealed record Pair<T>(T One, T Two);

public sealed record Pairs(Pair<int>? Numbers, Pair<string>? Texts, [property: JsonConverter(typeof(PairConverterFactory))] Pair<int>? Again);
