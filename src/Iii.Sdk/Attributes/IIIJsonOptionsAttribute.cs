using System.Text.Json.Serialization;

namespace Iii;

/// <summary>
/// How the readers and writers of this assembly treat JSON, decided when it is compiled: <c>[assembly: IIIJsonOptions(EnumsAsStrings = true)]</c>. Without it
/// they do what <c>JsonSerializerDefaults.Web</c> stands for. Each setting means what the one of its name in <c>JsonSerializerOptions</c> means.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class IIIJsonOptionsAttribute : Attribute
{
    /// <summary>How names of properties and of parameters become names in JSON, where no attribute names them; camelCase unless said.</summary>
    public JsonKnownNamingPolicy PropertyNamingPolicy { get; init; } = JsonKnownNamingPolicy.CamelCase;

    /// <summary>Numbers in strings are read unless said otherwise.</summary>
    public JsonNumberHandling NumberHandling { get; init; } = JsonNumberHandling.AllowReadingFromString;

    /// <summary>What becomes of properties that no member takes: they are skipped unless said.</summary>
    public JsonUnmappedMemberHandling UnmappedMembers { get; init; } = JsonUnmappedMemberHandling.Skip;

    /// <summary>Enums are written by their names, and read by name or number.</summary>
    public bool EnumsAsStrings { get; init; }

    /// <summary>Properties that are null are left out.</summary>
    public bool IgnoreNullsWhenWriting { get; init; }

    /// <summary>A null for a property, a field or a parameter of a constructor that is not nullable is refused, in both directions.</summary>
    public bool RespectNullableAnnotations { get; init; }

    /// <summary>A parameter of a constructor that has no default must be in the JSON.</summary>
    public bool RespectRequiredConstructorParameters { get; init; }

    /// <summary>Public fields are read and written as properties are, those of tuples among them.</summary>
    public bool IncludeFields { get; init; }

    /// <summary>The property that says which derived type an object is may stand anywhere in it.</summary>
    public bool AllowOutOfOrderMetadataProperties { get; init; }

    /// <summary>A comma may stand before a closing bracket in what <see cref="IIIJson.Deserialize{T}"/> reads. What comes over the wire never has one.</summary>
    public bool AllowTrailingCommas { get; init; }

    /// <summary>What each function of the assembly is called with is checked against its annotations, as by <see cref="ValidateAttribute"/>.</summary>
    public bool Validate { get; init; }

    /// <summary>
    /// How deep the JSON of one payload, result or value may be nested, in both directions: 0 stands for 64. At most 126, for the engine takes no more: its reader gives up behind 127 levels, of which the frame is one.
    /// </summary>
    public int MaxDepth { get; init; }

    /// <summary>Comments are skipped in what <see cref="IIIJson.Deserialize{T}"/> reads. What comes over the wire never has any.</summary>
    public bool SkipComments { get; init; }
}
