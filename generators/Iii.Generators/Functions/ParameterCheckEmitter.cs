using Iii.Generators.Infrastructure;
using Iii.Generators.Validation;

namespace Iii.Generators.Functions;

/// <summary>Writes the method that checks a function's parameters before it runs.</summary>
internal static class ParameterCheckEmitter
{
    /// <summary>Writes how the method is called, and what becomes of a call that is refused.</summary>
    public static void EmitCall(SourceWriter source, FunctionModel function, bool isHttp)
    {
        source.Line("var found = new global::Iii.Generated.Violations(call);");
        source.Line($"Check(ref found, {string.Join(", ", Parameters(function).Select(Local))});");
        if (isHttp)
        {
            using (source.Open("if (isHttp && found.Count > 0)"))
            {
                source.Line("global::Iii.Generated.HttpResult.WriteInvalid(call.BeginResult(), found);");
                source.Line("return default;");
            }

            source.Line();
        }

        source.Line("found.ThrowIfAny();");
    }

    public static void Emit(SourceWriter source, FunctionModel function)
    {
        var checks = new CheckEmitter(source, [.. function.Parameters.Select(Local), "found", "s_triggers", "s_http", "s_services", "s_names"]);
        checks.EmitFields([.. function.Checked.SelectMany(m => m.Checks.Select(c => (m.Name, c)))]);
        using (source.Open($"private static void Check(ref global::Iii.Generated.Violations found, {string.Join(", ", Parameters(function).Select(p => $"{p.Type!.Type} {Local(p)}"))})"))
        {
            checks.EmitMembers(function.Checked);
        }
    }

    private static IEnumerable<ParameterModel> Parameters(FunctionModel function) => function.Parameters.Where(p => p.Type is not null && function.Checked.Any(c => c.Access == Local(p)));

    private static string Local(ParameterModel parameter) => parameter.Special ?? PayloadEmitter.Local(parameter);
}
