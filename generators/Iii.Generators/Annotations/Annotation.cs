using Iii.Generators.Infrastructure;

namespace Iii.Generators.Annotations;

/// <summary>What one annotation asks of a value: the schema says it, and a check of a validated value sees to it. Both are made at once, so that they do not drift apart.</summary>
internal sealed class Annotation
{
    /// <summary>Its keywords in a schema, with their JSON.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keywords { get; init; } = [];

    /// <summary>It refuses null, and is looked at before all others.</summary>
    public bool IsRequired { get; init; }

    /// <summary>How it is checked; null when there is nothing that could break it.</summary>
    public Check? Check { get; init; }
}

/// <summary>How a value is checked, as C# source in which some characters stand for what has its name only where it is emitted.</summary>
/// <param name="Refused">True for a value that is refused.</param>
/// <param name="Message">The text of what is wrong.</param>
internal sealed record Check(string Refused, string Message)
{
    /// <summary>Stands for the value.</summary>
    public const char Value = '\u0001';

    /// <summary>Stands for the object around the value.</summary>
    public const char Owner = '\u0002';

    /// <summary>Stands for the first field; the others follow.</summary>
    public const char Field = '\u0003';

    /// <summary>What the message ends with: the number that was found, or how much of something.</summary>
    public string? Number { get; init; }

    /// <inheritdoc cref="Number"/>
    public string? Count { get; init; }

    /// <summary>Null is looked at as well.</summary>
    public bool IsOfNull { get; init; }

    /// <summary>What is made once for all calls.</summary>
    public EquatableArray<CheckField> Fields { get; init; }

    /// <summary>A check that gives a ValidationResult; <see cref="Message"/> is for a result without one.</summary>
    public string? Result { get; init; }
}

/// <param name="Type">Its type.</param>
/// <param name="Name">What it is; the member's name comes before it.</param>
/// <param name="Initializer">How it is made.</param>
internal sealed record CheckField(string Type, string Name, string Initializer);
