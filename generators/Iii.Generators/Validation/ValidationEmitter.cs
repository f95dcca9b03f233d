using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;

namespace Iii.Generators.Validation;

/// <summary>Writes the class that checks the values of a type.</summary>
internal static class ValidationEmitter
{
    public static string Emit(ValidationModel model, string space)
    {
        var source = FunctionEmitter.Begin(space);
        foreach (var id in model.Suppressed)
        {
            source.Line($"#pragma warning disable {id} // The user decides on it where the type is named.");
        }

        source.Line($"/// <summary>Checks <c>{NamingConventions.Xml(model.Display)}</c>.</summary>");
        using (source.Open($"internal static class {model.Name}"))
        {
            var checks = new CheckEmitter(source, "value", "found", "start", "derived", "JsonName");
            checks.EmitFields([.. model.Members.SelectMany(m => m.Checks.Select(c => (m.Name, c))), .. model.OwnChecks.Select(c => ("", c))]);
            source.Line("/// <summary>Adds what is wrong with a value.</summary>");
            using (source.Open($"internal static void Check({model.Type} value, ref global::Iii.Generated.Violations found)"))
            {
                EmitBody(source, model, checks);
            }

            if (model.IsValidatable)
            {
                source.Line();
                EmitNames(source, model);
            }
        }

        return source.Finish();
    }

    private static void EmitBody(SourceWriter source, ValidationModel model, CheckEmitter checks)
    {
        EmitDerived(source, model);
        if (model.IsRecursive)
        {
            using (source.Open("if (!found.Enter())"))
            {
                source.Line("return;");
            }

            source.Line();
        }

        var hasOwn = model.IsValidatable || model.OwnChecks.Count > 0;
        if (hasOwn)
        {
            source.Line("var start = found.Count;");
        }

        checks.EmitMembers(model.Members);
        if (model.OwnChecks.Count > 0)
        {
            // As the framework does it: who looks at the whole may rely on its members.
            source.Line();
            using (source.Open("if (found.Count == start)"))
            {
                checks.EmitOwn(model.OwnChecks);
            }
        }

        if (model.IsValidatable)
        {
            source.Line();
            using (source.Open("if (found.Count == start)"))
            {
                source.Line($"found.AddResults(((global::System.ComponentModel.DataAnnotations.IValidatableObject)value).Validate(found.Context(value, null, {model.DisplayName})), JsonName);");
            }
        }

        if (model.IsRecursive)
        {
            source.Line().Line("found.Leave();");
        }
    }

    private static void EmitDerived(SourceWriter source, ValidationModel model)
    {
        var derived = model.Derived.Where(d => d.Validator is not null).ToArray();
        if (derived.Length == 0)
        {
            return;
        }

        using (source.Open("switch (value)"))
        {
            foreach (var type in derived)
            {
                source.Line($"case {type.Type} derived:");
                source.Line($"    {type.Validator}.Check(derived, ref found);");
                source.Line("    return;");
            }
        }

        source.Line();
    }

    private static void EmitNames(SourceWriter source, ValidationModel model)
    {
        if (model.Names.Count == 0)
        {
            source.Line("private static string JsonName(string member) => member;");
            return;
        }

        using (source.Open("private static string JsonName(string member) => member switch", "};"))
        {
            foreach (var name in model.Names)
            {
                source.Line($"{NamingConventions.Literal(name.Name)} => {NamingConventions.Literal(name.JsonName)},");
            }

            source.Line("_ => member,");
        }
    }
}
