using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Validation;

/// <summary>A member that may be checked.</summary>
/// <param name="Symbol">The property or field.</param>
/// <param name="JsonName">Its name in JSON; for one that is not in it, the name that it would have.</param>
/// <param name="Parameter">The constructor's parameter that sets it.</param>
/// <param name="IsRead">Its value comes from JSON.</param>
internal sealed record ValidatedMember(ISymbol Symbol, ITypeSymbol Type, string JsonName, IParameterSymbol? Parameter, bool IsRead);

/// <summary>Finds the members that a Validator looks at, which are the public properties, and those that JSON has beside them.</summary>
internal static class ValidatedMembers
{
    public static IReadOnlyList<ValidatedMember> Of(INamedTypeSymbol type, JsonOptions options)
    {
        var serialized = SerializedMembers.Of(type, options, out _);
        var constructor = type.IsAbstract ? null : JsonConstructors.Find(type, out _);
        var found = new List<ValidatedMember>();
        foreach (var member in serialized)
        {
            if (member.Symbol is IFieldSymbol or IPropertySymbol { GetMethod: not null } && !member.IsExtensionData)
            {
                var parameter = member.ParameterOf(constructor);
                found.Add(new ValidatedMember(member.Symbol, member.Type, member.JsonName, parameter, !member.IsIgnored && (member.CanWrite || parameter is not null || IsPopulated(member.Symbol))));
            }
        }

        var names = new HashSet<string>(found.Select(m => m.Symbol.Name), StringComparer.Ordinal);
        for (INamedTypeSymbol? current = type; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { IsStatic: false, IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public, DeclaredAccessibility: Accessibility.Public } && names.Add(property.Name))
                {
                    found.Add(new ValidatedMember(property, property.Type, options.Naming.Apply(property.Name), null, IsRead: false));
                }
            }
        }

        return found;
    }

    private static bool IsPopulated(ISymbol member) => member.Attribute(JsonAttributes.ObjectCreationHandling) is not null || member.ContainingType.Attribute(JsonAttributes.ObjectCreationHandling) is not null;
}
