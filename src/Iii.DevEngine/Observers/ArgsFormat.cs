using System.Text.Json;
using Iii.DevEngine.Modules.Configuration;
using Json.Schema;

namespace Iii.DevEngine.Observers;

/// <summary>Represents the JSON Schema that a function declares for the args of its observers.</summary>
internal sealed class ArgsFormat
{
    private readonly JsonSchema _schema;

    private ArgsFormat(JsonElement json, JsonSchema schema) => (Json, _schema) = (json, schema);

    /// <summary>The schema as declared.</summary>
    public JsonElement Json { get; }

    /// <summary>Reads a schema.</summary>
    /// <returns>Null when it is none.</returns>
    public static ArgsFormat? Read(JsonElement json, out string? problem)
    {
        var own = CanonicalJson.Copy(json);
        return SchemaCheck.Build(own, out problem) is { } schema ? new ArgsFormat(own, schema) : null;
    }

    /// <summary>Says why args do not fit; null when they do.</summary>
    public string? Problem(JsonElement args) => SchemaCheck.Problem(args, _schema);
}
