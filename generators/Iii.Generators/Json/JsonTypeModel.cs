using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>A class, record or struct that gets a codec of its own.</summary>
/// <param name="Type">The C# type, global-qualified, not null.</param>
/// <param name="Name">The emitted codec's name.</param>
/// <param name="Display">The type as the user writes it.</param>
/// <param name="IsValueType">It can not be null.</param>
/// <param name="Members">Its properties in JSON, in the order in which they are written.</param>
/// <param name="Construction">How a value is made; null for an abstract type, which is only written.</param>
/// <param name="Others">What becomes of properties that are none of the members.</param>
/// <param name="Callbacks">Which interfaces it wants to be called by when it is read and written.</param>
/// <param name="IsDerived">Its members are also written behind a discriminator.</param>
/// <param name="Suppressed">Diagnostics that using the type brings, which are the user's to decide on: those of [Experimental].</param>
internal sealed record JsonTypeModel(
    string Type,
    string Name,
    string Display,
    bool IsValueType,
    EquatableArray<JsonMember> Members,
    JsonConstruction? Construction,
    JsonOthers Others,
    JsonCallbacks Callbacks,
    bool IsDerived,
    EquatableArray<string> Suppressed) : JsonCodecModel(Type, Name, Display)
{
    /// <summary>It is read behind a discriminator, and what is none of its members matters to it.</summary>
    public bool IsTold { get; init; }

    /// <summary>It is how a function's result is written, and not how the type is anywhere else.</summary>
    public bool IsOnlyResult { get; init; }

    /// <summary>The nearest type above it that names derived types: it writes the value where an object is declared. Null for none.</summary>
    public JsonTypeRef? Ancestor { get; init; }

    /// <summary>The C# type as a result and a parameter: null is read and written too where it can be.</summary>
    public string Nullable => IsValueType ? Type : Type + "?";
}

/// <summary>How a value is made.</summary>
/// <param name="IsDefault">A struct without a marked constructor: none is called.</param>
/// <param name="Accessor">How the constructor is called where C# allows no <c>new</c>; null where it does.</param>
/// <param name="Parameters">What is passed.</param>
internal sealed record JsonConstruction(bool IsDefault, JsonAccessor? Accessor, EquatableArray<JsonArgument> Parameters);

/// <param name="Type">The parameter's C# type.</param>
/// <param name="Member">The place of its member in <see cref="JsonTypeModel.Members"/>; -1 when the member is ignored and the default is passed.</param>
/// <param name="Default">The parameter's default as C# source.</param>
internal sealed record JsonArgument(string Type, int Member, string Default);

/// <summary>What becomes of properties that are none of the members: they are skipped, refused, or taken by a dictionary.</summary>
/// <param name="AreRefused">By [JsonUnmappedMemberHandling], or by the assembly's options.</param>
/// <param name="Extension">The member with [JsonExtensionData].</param>
/// <param name="Kind">What that member is.</param>
internal sealed record JsonOthers(bool AreRefused, JsonMember? Extension, JsonExtensionKind Kind)
{
    /// <summary>What a member with [JsonExtensionData] is by its type; null for what it can not be.</summary>
    public static JsonExtensionKind? KindOf(ITypeSymbol type) => type.ToDisplayString(NullableFlowState.NotNull) switch
    {
        "System.Text.Json.Nodes.JsonObject" => JsonExtensionKind.Node,
        "System.Collections.Generic.Dictionary<string, System.Text.Json.JsonElement>" or "System.Collections.Generic.IDictionary<string, System.Text.Json.JsonElement>" => JsonExtensionKind.Elements,
        "System.Collections.Generic.Dictionary<string, object>" or "System.Collections.Generic.IDictionary<string, object>"
            or "System.Collections.Generic.Dictionary<string, object?>" or "System.Collections.Generic.IDictionary<string, object?>" => JsonExtensionKind.Objects,
        _ => null,
    };

    /// <summary>The type's own attribute says it, else the assembly's options do; those leave a type alone that takes what is left.</summary>
    public static bool AreRefusedBy(INamedTypeSymbol type, IReadOnlyList<SerializedMember> members, JsonOptions options) =>
        type.Attribute(JsonAttributes.UnmappedMemberHandling)?.ConstructorArguments.FirstOrDefault().Scalar() is int handling
            ? handling == 1
            : options.RefusesUnmapped && !members.Any(m => m.IsExtensionData);
}

/// <summary>What a member with [JsonExtensionData] holds.</summary>
internal enum JsonExtensionKind
{
    /// <summary><c>Dictionary&lt;string, JsonElement&gt;</c>.</summary>
    Elements,

    /// <summary><c>Dictionary&lt;string, object&gt;</c>.</summary>
    Objects,

    /// <summary><c>JsonObject</c>.</summary>
    Node,
}

/// <summary>The interfaces of System.Text.Json by which a type is told that it is read and written.</summary>
[Flags]
internal enum JsonCallbacks
{
    None = 0,
    OnSerializing = 1,
    OnSerialized = 2,
    OnDeserializing = 4,
    OnDeserialized = 8,
}
