using Iii.Generators.Infrastructure;

namespace Iii.Generators.Functions;

/// <summary>Writes the method that reads a function's parameters from its payload.</summary>
internal static class PayloadEmitter
{
    private const string Token = "global::System.Text.Json.JsonTokenType";
    private const string Errors = "global::Iii.Generated.JsonErrors";

    /// <summary>The parameters that come from the payload.</summary>
    public static ParameterModel[] Parameters(FunctionModel function) => [.. function.Parameters.Where(p => p.Special is null)];

    public static string Local(ParameterModel parameter) => parameter.Name + "Argument";

    /// <summary>The argument for who opens channels, where some may be in the payload.</summary>
    public static string Client(FunctionModel function) => function.HasChannels ? "call.Client, " : "";

    // Names may differ in their first letter only, and may end as the variables of others do.
    private static string Flag(ParameterModel parameter) =>
        (char.IsUpper(parameter.Name[0]) ? "has_" + parameter.Name : "has" + char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1))
        + (parameter.Name.EndsWith("Argument", StringComparison.Ordinal) ? "_" : "");

    public static void Emit(SourceWriter source, FunctionModel function)
    {
        var parameters = Parameters(function);
        var outs = string.Join(", ", parameters.Select(p => $"out {p.Type!.Type} {Local(p)}"));
        var client = function.HasChannels ? "global::Iii.IIIClient client, " : "";
        using (source.Open($"private static void Read({client}global::System.ReadOnlySpan<byte> payload, {outs})"))
        {
            source.Line($"var reader = new global::Iii.Generated.JsonInput(payload{Arguments(function)});");
            source.Line("reader.Read();");
            if (parameters is [{ JsonName: null } whole])
            {
                EmitWhole(source, whole);
            }
            else
            {
                EmitByName(source, parameters);
            }
        }

        if (parameters is not [{ JsonName: null }])
        {
            source.Line();
            EmitFind(source, parameters);
        }
    }

    private static string Arguments(FunctionModel function) =>
        function.MaxDepth != Json.JsonOptions.DefaultMaxDepth ? $", {(function.HasChannels ? "client" : "client: null")}, maxDepth: {function.MaxDepth}"
        : function.HasChannels ? ", client"
        : "";

    private static void EmitWhole(SourceWriter source, ParameterModel whole)
    {
        if (whole.Default is { } value)
        {
            source.Line($"{Local(whole)} = reader.TokenType is {Token}.Null ? {value} : {whole.Type!.Codec}.Read(ref reader)!;");
        }
        else
        {
            if (!whole.IsNullable && whole.Type!.Shape is Json.JsonShape.Object)
            {
                using (source.Open($"if (reader.TokenType is {Token}.Null)"))
                {
                    source.Line($"throw {Errors}.Expected(ref reader, \"an object\");");
                }

                source.Line();
            }

            source.Line($"{Local(whole)} = {whole.Type!.Codec}.Read(ref reader)!;");
        }

        source.Line("reader.Read();");
    }

    private static void EmitByName(SourceWriter source, ParameterModel[] parameters)
    {
        foreach (var parameter in parameters)
        {
            source.Line($"{Local(parameter)} = {(parameter.Default is null or "default" ? "default!" : parameter.Default)};");
            if (parameter.Default is null)
            {
                source.Line($"var {Flag(parameter)} = false;");
            }
        }

        using (source.Open($"if (reader.TokenType is {Token}.StartObject)"))
        {
            using (source.Open($"while (reader.Read() && reader.TokenType is {Token}.PropertyName)"))
            {
                source.Line("var parameter = Find(ref reader);");
                source.Line("reader.Read();");
                using (source.Open("switch (parameter)"))
                {
                    for (var i = 0; i < parameters.Length; i++)
                    {
                        source.Line($"case {i}:");
                        source.Line($"    {Local(parameters[i])} = {parameters[i].Type!.Codec}.Read(ref reader)!;");
                        if (parameters[i].Default is null)
                        {
                            source.Line($"    {Flag(parameters[i])} = true;");
                        }

                        source.Line("    break;");
                    }

                    source.Line("default:");
                    source.Line("    reader.Skip();");
                    source.Line("    break;");
                }
            }
        }

        EmitNotAnObject(source, parameters);
        source.Line();
        foreach (var parameter in parameters.Where(p => p.Default is null))
        {
            using (source.Open($"if (!{Flag(parameter)})"))
            {
                source.Line($"throw {Errors}.Missing(ref reader, {NamingConventions.Literal(parameter.JsonName!)}, 0);");
            }

            source.Line();
        }

        source.Line("reader.Read();");
    }

    private static void EmitNotAnObject(SourceWriter source, ParameterModel[] parameters)
    {
        if (parameters is [var single])
        {
            // One parameter also takes a payload that is its value; null stands for its default where it has one.
            using (source.Open(single.Default is null ? "else" : $"else if (reader.TokenType is not {Token}.Null)"))
            {
                source.Line($"{Local(single)} = {single.Type!.Codec}.Read(ref reader)!;");
                if (single.Default is null)
                {
                    source.Line($"{Flag(single)} = true;");
                }
            }
        }
        else
        {
            var isNullAnError = parameters.Any(p => p.Default is null);
            using (source.Open(isNullAnError ? "else" : $"else if (reader.TokenType is not {Token}.Null)"))
            {
                source.Line($"throw {Errors}.Expected(ref reader, \"an object with the function's parameters\");");
            }
        }
    }

    private static void EmitFind(SourceWriter source, ParameterModel[] parameters)
    {
        source.Line($"private static readonly string[] s_names = [{string.Join(", ", parameters.Select(p => NamingConventions.Literal(p.JsonName!)))}];").Line();
        using (source.Open("private static int Find(ref global::Iii.Generated.JsonInput reader)"))
        {
            using (source.Open("if (!reader.ValueIsEscaped)"))
            {
                source.Line("var name = reader.ValueSpan;");
                for (var i = 0; i < parameters.Length; i++)
                {
                    using (source.Open($"if (global::System.MemoryExtensions.SequenceEqual(name, {NamingConventions.Literal(parameters[i].JsonName!)}u8))"))
                    {
                        source.Line($"return {i};");
                    }

                    if (i < parameters.Length - 1)
                    {
                        source.Line();
                    }
                }
            }

            source.Line();
            source.Line("return global::Iii.Generated.JsonNames.Find(ref reader, s_names);");
        }
    }
}
