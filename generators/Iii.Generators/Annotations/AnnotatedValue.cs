using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>A member or a parameter with its annotations, or a type that has some itself.</summary>
/// <param name="Symbol">What is annotated.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Place">How messages to the developer call it: <c>Order.Quantity</c>.</param>
internal sealed record AnnotatedValue(ISymbol Symbol, ITypeSymbol Type, string Place, IReadOnlyList<AttributeData> Annotations)
{
    /// <summary>The type around a member, whose other members [Compare] names; null for parameters.</summary>
    public INamedTypeSymbol? Owner { get; init; }

    /// <summary>The names of the owner's members in JSON; for what has no name there, the C# name as the policy has it.</summary>
    public Func<string, string> JsonName { get; init; } = static name => name;

    /// <summary>The type of what is not null.</summary>
    public ITypeSymbol Inner => Type.WithoutNullable();

    /// <summary>It may be null, whatever its annotation says: the reader does not ask that.</summary>
    public bool CanBeNull => !Type.IsValueType || !SymbolEqualityComparer.Default.Equals(Type, Inner);

    /// <summary>The name that the placeholder {0} of a message stands for: as [Display] says, else the C# name. As C# source.</summary>
    public string DisplayName
    {
        get
        {
            var display = Symbol.Attribute(AnnotationNames.Display)?.NamedArguments;
            return display?.FirstOrDefault(a => a.Key == "Name").Value.Scalar() is string { Length: > 0 } name
                ? display.Value.FirstOrDefault(a => a.Key == "ResourceType").Value.Scalar() is INamedTypeSymbol resources ? $"{resources.QualifiedNotNull()}.{NamingConventions.Escaped(name)}" : NamingConventions.Literal(name)
                : NamingConventions.Literal(Symbol.Name);
        }
    }

    /// <summary>The same where it is known now; null when it is a resource.</summary>
    public string? KnownName
    {
        get
        {
            var display = Symbol.Attribute(AnnotationNames.Display)?.NamedArguments;
            return display?.FirstOrDefault(a => a.Key == "Name").Value.Scalar() is string { Length: > 0 } name
                ? display.Value.Any(a => a.Key == "ResourceType" && a.Value.Scalar() is not null) ? null : name
                : Symbol.Name;
        }
    }
}
