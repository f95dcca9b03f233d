namespace Iii.Generators.Json;

/// <summary>How a property gets its value when it is read.</summary>
internal enum MemberSetting
{
    /// <summary>It is only written.</summary>
    None,

    /// <summary>By a parameter of the constructor.</summary>
    Constructor,

    /// <summary>In the object initializer, for the compiler demands it.</summary>
    Required,

    /// <summary>After construction, so that it keeps its initial value when it is missing.</summary>
    Assignment,
}

/// <summary>When a property is left out of the JSON.</summary>
internal enum MemberIgnoring
{
    Never,
    WhenNull,
    WhenDefault,
}

/// <summary>A property, or a field with [JsonInclude].</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="JsonName">Its name in JSON.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsWritten">It has a getter.</param>
/// <param name="IsRequired">Reading fails when it is missing.</param>
/// <param name="Default">What it is before it is read, as C# source.</param>
/// <param name="Getter">How its value is got where C# allows no access.</param>
/// <param name="Setter">How it is set where C# allows no assignment.</param>
internal sealed record JsonMember(
    string Name,
    string JsonName,
    JsonTypeRef Type,
    bool IsWritten,
    bool IsRequired,
    MemberSetting Setting,
    MemberIgnoring Ignoring,
    string Default,
    JsonAccessor? Getter,
    JsonAccessor? Setter)
{
    /// <summary>Who adds what was read to the collection that the member has already; null when it is replaced.</summary>
    public string? Population { get; init; }

    /// <summary>There is a collection to add to, and no way to put another one in its place.</summary>
    public bool IsOnlyPopulated { get; init; }

    /// <summary>Reading null is an error.</summary>
    public bool RefusesNull { get; init; }

    /// <summary>Null in it is an error when it is written.</summary>
    public bool IsNeverNull { get; init; }

    /// <summary>A member of which only the name is known.</summary>
    public static JsonMember OfIgnored(SerializedMember member) => new(
        member.Name, member.JsonName, new JsonTypeRef("object", "", JsonShape.Any), IsWritten: false, IsRequired: false, MemberSetting.None, MemberIgnoring.Never, "default", null, null);
}
