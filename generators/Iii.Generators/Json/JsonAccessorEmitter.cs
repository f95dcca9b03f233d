using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>Writes the accessors of a codec.</summary>
internal static class JsonAccessorEmitter
{
    private const string Services = "global::System.Runtime.CompilerServices.";

    public static void Emit(SourceWriter source, JsonTypeModel model)
    {
        var accessors = model.Members.Concat(model.Others.Extension is { } extension ? new[] { extension } : []).SelectMany(m => new[] { m.Getter, m.Setter }).Concat(new[] { model.Construction?.Accessor }).OfType<JsonAccessor>().Distinct();
        foreach (var accessor in accessors)
        {
            source.Line();
            if (accessor.TypeParameters.Length == 0)
            {
                EmitMethod(source, accessor, "private");
                continue;
            }

            using (source.Open($"private static class {accessor.Holder}<{accessor.TypeParameters}>{accessor.Constraints}"))
            {
                EmitMethod(source, accessor, "public");
            }
        }
    }

    private static void EmitMethod(SourceWriter source, JsonAccessor accessor, string access)
    {
        var (kind, member) = accessor.Kind switch
        {
            AccessorKind.Constructor => ("Constructor", ""),
            AccessorKind.Getter => ("Method", "get_" + accessor.Member),
            AccessorKind.Setter => ("Method", "set_" + accessor.Member),
            _ => ("Field", accessor.Member),
        };
        var target = $"{(accessor.IsByRef ? "ref " : "")}{accessor.Target} target";
        var signature = accessor.Kind switch
        {
            AccessorKind.Constructor => $"{accessor.Target} {accessor.Name}({string.Join(", ", accessor.Values.Select((v, i) => $"{v} value{i}"))})",
            AccessorKind.Getter => $"{accessor.Values[0]} {accessor.Name}({target})",
            AccessorKind.Setter => $"void {accessor.Name}({target}, {accessor.Values[0]} value)",
            _ => $"ref {accessor.Values[0]} {accessor.Name}({target})",
        };
        source.Line($"[{Services}UnsafeAccessor({Services}UnsafeAccessorKind.{kind}{(member.Length == 0 ? "" : $", Name = {NamingConventions.Literal(member)}")})]");
        source.Line($"{access} static extern {signature};");
    }
}
