using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iii.Json.Tests;

public class InOrder
{
    public int A { get; set; }

    [JsonPropertyOrder(-1)]
    public int B { get; set; }

    [JsonPropertyOrder(2)]
    public int C { get; set; }

    public int D { get; set; }

    [JsonPropertyOrder(1), JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public int E { get; set; }
}

public class Extended
{
    public int A { get; set; }

    [JsonIgnore]
    public int Ignored { get; set; }

    public int ReadOnly => 3;

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

public class ExtendedOnly
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Others { get; init; } = new Dictionary<string, JsonElement> { ["first"] = default(JsonElement) };

    public static readonly JsonElement One = JsonDocument.Parse("1").RootElement;

    public ExtendedOnly() => Others["first"] = One;
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public class Closed
{
    public int A { get; set; }

    [JsonIgnore]
    public int Ignored { get; set; }

    public int ReadOnly => 3;
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public class ClosedAndEmpty;

public class Telling(int a) : IJsonOnSerializing, IJsonOnSerialized, IJsonOnDeserializing, IJsonOnDeserialized
{
    private string _log = "";

    public string Log
    {
        get => _log;
        set
        {
            _log += "set " + value + ";";
        }
    }

    public int A
    {
        get
        {
            _log += "get;";
            return a;
        }
    }

    public required string B { get; set; }

    void IJsonOnDeserialized.OnDeserialized() => _log += "deserialized " + B + ";";

    void IJsonOnDeserializing.OnDeserializing() => _log += "deserializing " + (B is null) + ";";

    void IJsonOnSerialized.OnSerialized() => _log += "serialized;";

    void IJsonOnSerializing.OnSerializing() => _log += "serializing;";
}
