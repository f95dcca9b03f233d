using Iii.Generators.Infrastructure;

namespace Iii.Generators.Functions;

/// <summary>Writes the method that runs a function: parameters, handler, result.</summary>
internal static class InvocationEmitter
{
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    /// <summary>Over http every call is answered, for the engine waits for a response; one that is streamed is the answer.</summary>
    private static bool Answers(FunctionModel function) => function.IsHttp && !function.StreamsResponse;

    public static void Emit(SourceWriter source, FunctionModel function)
    {
        var isHttp = function.IsHttp;
        source.Line("/// <inheritdoc/>");
        using (source.Open($"public override {ValueTask} InvokeAsync(global::Iii.Generated.FunctionCall call)"))
        {
            EmitReading(source, function, isHttp);
            if (function.Checked.Count > 0)
            {
                ParameterCheckEmitter.EmitCall(source, function, isHttp);
            }

            source.Line("call.BeginHandler();");
            EmitCall(source, function, isHttp && !function.StreamsResponse);
        }

        if (function.Return is ReturnKind.Task or ReturnKind.TaskOfValue or ReturnKind.Sequence)
        {
            source.Line();
            EmitWait(source, function, isHttp && !function.StreamsResponse);
        }

        if (function.Return is not (ReturnKind.Void or ReturnKind.Task) || Answers(function))
        {
            source.Line();
            EmitAnswer(source, function, isHttp);
        }
    }

    private static void EmitReading(SourceWriter source, FunctionModel function, bool isHttp)
    {
        foreach (var parameter in function.Parameters.Where(p => p.Metadata is not null))
        {
            source.Line($"var {parameter.Special} = {parameter.Metadata};");
        }

        if (function.Envelope is { } envelope)
        {
            source.Line($"var {Observers.ObserverForm.Local} = global::Iii.Generated.ObservedEnvelope.Read<{envelope}>(call);");
        }

        var outs = string.Join(", ", PayloadEmitter.Parameters(function).Select(p => $"out var {PayloadEmitter.Local(p)}"));
        if (!isHttp)
        {
            if (outs.Length > 0)
            {
                source.Line($"Read({PayloadEmitter.Client(function)}call.Payload, {outs});");
            }

            return;
        }

        source.Line("using var request = s_http.Open(call);");
        source.Line("var isHttp = request.IsHttp;");
        if (outs.Length == 0)
        {
            return;
        }

        foreach (var parameter in PayloadEmitter.Parameters(function))
        {
            source.Line($"{parameter.Type!.Type} {PayloadEmitter.Local(parameter)};");
        }

        using (source.Open("try"))
        {
            source.Line($"Read({PayloadEmitter.Client(function)}request.Payload, {outs.Replace("out var ", "out ")});");
        }

        using (source.Open("catch (global::System.Text.Json.JsonException problem) when (isHttp)"))
        {
            source.Line("request.Reject(call, problem);");
            source.Line("return default;");
        }

        source.Line();
    }

    private static void EmitCall(SourceWriter source, FunctionModel function, bool isHttp)
    {
        var target = function.Handler is not null ? "handler" : $"{(function.IsStatic ? function.Class : "instance.Of(call)")}.{function.Method}";
        var arguments = string.Join(", ", function.Parameters.Select(p => p.Special ?? PayloadEmitter.Local(p)));
        var invocation = $"{target}({arguments})";
        var http = isHttp ? ", isHttp" : "";
        switch (function.Return)
        {
            case ReturnKind.Void:
                source.Line($"{invocation};");
                if (isHttp)
                {
                    source.Line("Answer(call, isHttp);");
                }

                source.Line("return default;");
                break;
            case ReturnKind.Value:
                source.Line($"Answer(call, {invocation}{http});");
                source.Line("return default;");
                break;
            default:
                source.Line(function.Return is ReturnKind.Sequence
                    ? $"var running = global::Iii.Generated.Sequence.CollectAsync({invocation}, call.CancellationToken);"
                    : $"var running = {invocation}!;");
                using (source.Open("if (!running.IsCompletedSuccessfully)"))
                {
                    source.Line($"return WaitAsync(call, running{http});");
                }

                source.Line();
                if (function.Return is ReturnKind.TaskOfValue or ReturnKind.Sequence)
                {
                    source.Line($"Answer(call, running.GetAwaiter().GetResult(){http});");
                }
                else
                {
                    source.Line("running.GetAwaiter().GetResult();");
                    if (isHttp)
                    {
                        source.Line("Answer(call, isHttp);");
                    }
                }

                source.Line("return default;");
                break;
        }
    }

    private static void EmitWait(SourceWriter source, FunctionModel function, bool isHttp)
    {
        var http = isHttp ? ", isHttp" : "";
        var flag = isHttp ? ", bool isHttp" : "";
        using (source.Open($"private static async {ValueTask} WaitAsync(global::Iii.Generated.FunctionCall call, {function.TaskType} running{flag})"))
        {
            if (function.Return is ReturnKind.TaskOfValue or ReturnKind.Sequence)
            {
                source.Line($"Answer(call, await running.ConfigureAwait(false){http});");
            }
            else
            {
                source.Line("await running.ConfigureAwait(false);");
                if (isHttp)
                {
                    source.Line("Answer(call, isHttp);");
                }
            }
        }
    }

    private static void EmitAnswer(SourceWriter source, FunctionModel function, bool isHttp)
    {
        var flag = isHttp ? "bool isHttp" : "";
        if (function.Result is not { } result)
        {
            using (source.Open($"private static void Answer(global::Iii.Generated.FunctionCall call, {flag})"))
            {
                using (source.Open("if (isHttp)"))
                {
                    source.Line("global::Iii.Generated.HttpResult.WriteNoContent(call.BeginResult());");
                }
            }

            return;
        }

        var separator = isHttp ? ", " : "";
        using (source.Open($"private static void Answer(global::Iii.Generated.FunctionCall call, {result.Type} result{separator}{flag})"))
        {
            if (isHttp && !function.ResultIsHttpResponse)
            {
                using (source.Open("if (isHttp)"))
                {
                    source.Line($"global::Iii.Generated.HttpResult.Write<{result.Type}, {result.Codec}>(call.BeginResult(), result);");
                    source.Line("return;");
                }

                source.Line();
            }

            if (isHttp && function.ResultIsHttpResponse)
            {
                using (source.Open("if (isHttp && result is null)"))
                {
                    source.Line("global::Iii.Generated.HttpResult.WriteNoContent(call.BeginResult());");
                    source.Line("return;");
                }

                source.Line();
            }

            source.Line($"{result.Codec}.Write(call.BeginResult(), result);");
        }
    }
}
