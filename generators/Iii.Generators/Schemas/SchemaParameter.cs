using Iii.Generators.Annotations;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Schemas;

/// <summary>A property in a schema: a member, or a parameter of those that a payload is bound to.</summary>
internal sealed record SchemaParameter(string Name, ITypeSymbol Type, bool Required, string? DefaultJson, string? Description)
{
    /// <summary>Its annotations; null where there can be none.</summary>
    public AnnotatedValue? Annotated { get; init; }

    /// <summary>The converter that the property itself names.</summary>
    public INamedTypeSymbol? Converter { get; init; }

    /// <summary>What [JsonNumberHandling] says of it.</summary>
    public int? Numbers { get; init; }

    /// <summary>It is written, and not read.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>It is read, and not written.</summary>
    public bool IsWriteOnly { get; init; }

    /// <summary>It is [Obsolete].</summary>
    public bool IsDeprecated { get; init; }
}
