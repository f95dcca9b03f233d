using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>Finds the members of a type that are in its JSON, in the order of System.Text.Json and with its rules for names that meet.</summary>
internal static class SerializedMembers
{
    /// <summary>The members, ignored ones among them: an ignored name is known, though nothing is done with it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="options">What the assembly says.</param>
    /// <param name="problem">The member's name and the reason when the type is refused.</param>
    public static IReadOnlyList<SerializedMember> Of(INamedTypeSymbol type, JsonOptions options, out (string Member, string Reason)? problem)
    {
        problem = null;
        var members = new List<SerializedMember>();
        var ignored = new Dictionary<string, SerializedMember>();
        foreach (var current in Levels(type))
        {
            var declared = current.GetMembers();
            foreach (var symbol in declared.OfType<IPropertySymbol>().Concat<ISymbol>(declared.OfType<IFieldSymbol>()))
            {
                if (SerializedMember.Of(symbol, options) is { } member && !(IsVirtual(symbol) && ignored.ContainsKey(symbol.Name)))
                {
                    problem ??= Add(members, ignored, member);
                }
            }
        }

        // Stable: those of the same order stay as they were found.
        return members.Any(m => m.Order != 0) ? members.OrderBy(m => m.Order).ToArray() : members;
    }

    private static (string Member, string Reason)? Add(List<SerializedMember> members, Dictionary<string, SerializedMember> ignored, SerializedMember member)
    {
        // The web defaults read names without regard to case, so names that differ only in that meet as well.
        var index = members.FindIndex(m => string.Equals(m.JsonName, member.JsonName, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            if (members.Any(m => m.Name == member.Name))
            {
                return (member.Name, $"it hides or overrides {member.Symbol.ContainingType.ToDisplayString()}.{member.Name}, which has another JSON name; give both the same [JsonPropertyName]");
            }

            members.Add(member);
        }
        else if (members[index].IsIgnored && members[index].Name != member.Name)
        {
            members[index] = member;
        }
        else if (members[index].IsIgnored && !member.IsIgnored)
        {
            return (member.Name, $"{members[index].Symbol.ContainingType.ToDisplayString()} hides it with [JsonIgnore], and System.Text.Json shows the hidden one then; ignore both");
        }
        else if (!member.IsIgnored && members[index].Name != member.Name && !ignored.ContainsKey(member.Name))
        {
            return (member.Name, $"two properties have the JSON name '{member.JsonName}'; give one another name with [JsonPropertyName]");
        }

        if (member.IsIgnored)
        {
            ignored[member.Name] = member;
        }

        return null;
    }

    /// <summary>The type and its bases; for an interface, those that it inherits.</summary>
    private static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null && current.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); current = current.BaseType)
        {
            yield return current;
        }

        foreach (var inherited in type.TypeKind is TypeKind.Interface ? type.AllInterfaces : [])
        {
            yield return inherited;
        }
    }

    private static bool IsVirtual(ISymbol symbol) => symbol.IsVirtual || symbol.IsOverride || symbol.IsAbstract;
}
