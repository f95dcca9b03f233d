using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>Chooses the constructor as System.Text.Json does.</summary>
internal static class JsonConstructors
{
    /// <summary>The constructor, null for a struct that declares none without parameters and starts as its default; the reason when there is none.</summary>
    public static IMethodSymbol? Find(INamedTypeSymbol type, out string? problem)
    {
        problem = null;
        var marked = type.InstanceConstructors.Where(c => c.Attribute(JsonAttributes.Constructor) is not null).ToArray();
        if (marked.Length > 1)
        {
            problem = $"{type.ToDisplayString()} has [JsonConstructor] more than once";
            return null;
        }

        var usable = type.InstanceConstructors.Where(c => c.DeclaredAccessibility is Accessibility.Public).ToArray();
        var chosen = marked.FirstOrDefault()
            ?? (type.OriginalDefinition.FullMetadataName() == "System.Collections.Generic.KeyValuePair`2" ? usable.First(c => c.Parameters.Length == 2)
                : type.IsValueType
                ? usable.FirstOrDefault(c => c.Parameters.Length == 0 && !c.IsImplicitlyDeclared)
                : usable.FirstOrDefault(c => c.Parameters.Length == 0) ?? (usable.Length == 1 ? usable[0] : null));
        if (chosen is null && !type.IsValueType)
        {
            problem = $"{type.ToDisplayString()} has no constructor that can be used: it needs a public one without parameters, a single public one, or one with [JsonConstructor]";
        }
        else if (chosen?.Parameters.FirstOrDefault(p => p.RefKind is not RefKind.None) is { } reference)
        {
            problem = $"the parameter '{reference.Name}' of the constructor of {type.ToDisplayString()} is by reference";
        }

        return chosen;
    }

    /// <summary>All members of a type and its bases that the compiler wants set where the type is made.</summary>
    public static IEnumerable<ISymbol> RequiredMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true, IsOverride: false } or IFieldSymbol { IsRequired: true })
                {
                    yield return member;
                }
            }
        }
    }
}
