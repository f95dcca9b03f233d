using Iii.Generators.Annotations;
using Iii.Generators.Infrastructure;

namespace Iii.Generators.Validation;

/// <summary>A type whose values are checked: all that is needed to emit how.</summary>
/// <param name="Name">The emitted class.</param>
/// <param name="Type">The C# type, global-qualified, not null.</param>
/// <param name="Display">The type as the user writes it.</param>
/// <param name="Members">The members that are checked or walked into.</param>
/// <param name="Derived">The types derived from it that a value may be of, the most derived first.</param>
internal sealed record ValidationModel(string Name, string Type, string Display, EquatableArray<CheckedMember> Members, EquatableArray<CheckedDerived> Derived)
{
    /// <summary>A value may contain another one of its type, so that there must be an end.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>What is asked of the object as a whole when all its members are valid.</summary>
    public EquatableArray<Check> OwnChecks { get; init; }

    /// <summary>It implements IValidatableObject.</summary>
    public bool IsValidatable { get; init; }

    /// <summary>What IValidatableObject is told that the object is called, as C# source.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The names in JSON of members that have another one in C#.</summary>
    public EquatableArray<MemberName> Names { get; init; }

    /// <summary>Diagnostics that using the type brings, which are the user's to decide on.</summary>
    public EquatableArray<string> Suppressed { get; init; }
}

/// <param name="Name">In C#.</param>
/// <param name="JsonName">In JSON.</param>
internal sealed record MemberName(string Name, string JsonName);

/// <param name="Type">The derived type.</param>
/// <param name="Validator">The class that checks it; null when nothing of it is checked.</param>
internal sealed record CheckedDerived(string Type, string? Validator);

/// <summary>A member of a type, or a parameter of a function.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Access">How its value is read.</param>
/// <param name="Path">What it is called in messages; empty for the payload as a whole.</param>
/// <param name="Nothing">What there is to be said of its value when there is none.</param>
/// <param name="Checks">What is asked of it; what refuses null comes first.</param>
/// <param name="Walk">How what is in it is looked at; null when that is not asked.</param>
internal sealed record CheckedMember(string Name, string Access, string Path, Absence Nothing, EquatableArray<Check> Checks, Walk? Walk)
{
    /// <summary>The first of the checks is that of [Required]; nothing else is asked of what it refuses.</summary>
    public bool IsRequired { get; init; }
}

/// <summary>How a value is absent.</summary>
internal enum Absence
{
    Never,
    Null,
    NullableValue,
    DefaultArray,
}

/// <summary>What a walk goes through.</summary>
internal enum WalkKind
{
    Object,
    Items,
    Entries,
}

/// <summary>How what is in a value is looked at.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Validator">The class that checks an object.</param>
/// <param name="Item">How each element, or the value of each entry, is looked at.</param>
internal sealed record Walk(WalkKind Kind, string? Validator, Walk? Item)
{
    /// <summary>The type of the elements, or of the entries.</summary>
    public string ItemType { get; init; } = "";

    /// <summary>How an element, or the value of an entry, is absent.</summary>
    public Absence ItemAbsence { get; init; }

    /// <summary>It is declared as an interface.</summary>
    public bool IsInterface { get; init; }
}

/// <summary>What is to be checked for one function: its parameters, and the types that these lead to.</summary>
internal sealed record ValidationFound(EquatableArray<CheckedMember> Parameters, EquatableArray<ValidationModel> Types, EquatableArray<DiagnosticRecord> Problems)
{
    public static readonly ValidationFound None = new(EquatableArray<CheckedMember>.Empty, EquatableArray<ValidationModel>.Empty, EquatableArray<DiagnosticRecord>.Empty);
}
