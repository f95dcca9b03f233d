using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>A class, record or struct that gets a codec of its own.</summary>
/// <param name="Type">The C# type, global-qualified, not null.</param>
/// <param name="Name">The emitted codec's name.</param>
/// <param name="IsValueType">It can not be null.</param>
/// <param name="Members">Its properties in JSON, in the order in which they are written.</param>
internal sealed record JsonTypeModel(string Type, string Name, string Display, bool IsValueType, EquatableArray<JsonMember> Members);

/// <summary>How a property gets its value when it is read.</summary>
internal enum MemberSetting
{
    /// <summary>It is only written.</summary>
    None,

    /// <summary>By a parameter of the constructor.</summary>
    Constructor,

    /// <summary>In the object initializer, for the compiler demands it.</summary>
    Required,

    /// <summary>By assignment after construction, so that it keeps its initial value when it is missing.</summary>
    Assignment,

    /// <summary>Like <see cref="Assignment"/>, by an accessor, for the compiler allows no assignment to <c>init</c>.</summary>
    InitAccessor,
}

/// <summary>When a property is left out of the JSON.</summary>
internal enum MemberIgnoring
{
    Never,
    WhenNull,
    WhenDefault,
}

/// <param name="Name">The property's C# name.</param>
/// <param name="JsonName">Its name in JSON.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsWritten">It has a getter.</param>
/// <param name="IsRequired">Reading fails when it is missing.</param>
/// <param name="ConstructorPosition">The place of its parameter; -1 for none.</param>
/// <param name="ConstructorDefault">The parameter's default as C# source.</param>
internal sealed record JsonMember(
    string Name,
    string JsonName,
    JsonTypeRef Type,
    bool IsWritten,
    bool IsRequired,
    MemberSetting Setting,
    MemberIgnoring Ignoring,
    int ConstructorPosition,
    string ConstructorDefault,
    string DeclaringType);
