using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>A tuple as a whole result: an object of its elements, as the parameters are one.</summary>
internal static class JsonTuple
{
    /// <summary>The elements of a tuple that has names for all of them; null for anything else.</summary>
    public static IReadOnlyList<IFieldSymbol>? Of(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(e => e.IsExplicitlyNamedTupleElement) ? tuple.TupleElements : null;

    /// <summary>The model of the tuple; null with the reason where an element has no JSON form.</summary>
    public static JsonTypeModel? Parse(JsonTypeGraph graph, INamedTypeSymbol type, string name, string path, out UnsupportedType? problem)
    {
        problem = null;
        var members = new List<JsonMember>();
        foreach (var element in Of(type)!)
        {
            if (graph.TryGet(element.Type, $"{path}.{element.Name}", out problem) is not { } found)
            {
                return null;
            }

            members.Add(new JsonMember(
                element.Name, graph.Options.Naming.Apply(element.Name), found, IsWritten: true, IsRequired: false, MemberSetting.Assignment, MemberIgnoring.Never, "default", null, null));
        }

        if (members.GroupBy(m => m.JsonName, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            problem = new UnsupportedType($"{path}.{same.Last().Name}", $"two elements have the JSON name '{same.Key}'");
            return null;
        }

        return new JsonTypeModel(
            type.QualifiedNotNull(), name, type.ToDisplayString(), IsValueType: true, members.ToEquatableArray(), new JsonConstruction(IsDefault: true, null, EquatableArray<JsonArgument>.Empty),
            new JsonOthers(AreRefused: false, null, default), JsonCallbacks.None, IsDerived: false, EquatableArray<string>.Empty)
        {
            IsOnlyResult = true,
        };
    }
}
