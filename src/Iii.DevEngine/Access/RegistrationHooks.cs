using System.Text.Json;

namespace Iii.DevEngine.Access;

/// <summary>Lets rules and hooks look at what a worker registers: they let it pass, change it, or drop it without a word.</summary>
internal sealed class RegistrationHooks(EngineCore core, WorkerConnection worker)
{
    private static readonly string[] s_flags = ["observable", "private"];

    private WorkerAccess Access => worker.Access;

    /// <summary>A registration as it may be made.</summary>
    /// <returns>Null when it may not.</returns>
    public async ValueTask<JsonElement?> AdmitAsync(JsonElement frame, CancellationToken cancellationToken) => frame.Text("type") switch
    {
        "registerfunction" when frame.Text("id") is { } id => await FunctionAsync(frame, id, cancellationToken).ConfigureAwait(false),
        "unregisterfunction" when Access.Grants.Prefix is not null && frame.Text("id") is { } id => With(frame, ("id", Access.WithPrefix(id))),
        "registertrigger" when frame.Text("trigger_type") is { } type && frame.Text("function_id") is { } functionId => await TriggerAsync(frame, type, functionId, cancellationToken).ConfigureAwait(false),
        "registertriggertype" => await TriggerTypeAsync(frame, cancellationToken).ConfigureAwait(false),
        _ => frame,
    };

    private async ValueTask<JsonElement?> FunctionAsync(JsonElement frame, string id, CancellationToken cancellationToken)
    {
        if (!Access.Grants.MayRegisterFunctions)
        {
            return null;
        }

        var admitted = frame;
        if (Access.Rules?.OnFunctionRegistrationFunctionId is { } hook)
        {
            var answer = await AskAsync(
                hook, cancellationToken,
                [
                    ("description", frame.Json("description")), ("function_id", Text(id)), ("metadata", frame.Json("metadata")),
                    ("namespace", Text(worker.Namespace!)), .. Visibility(frame),
                ]).ConfigureAwait(false);
            if (answer is not { } changes)
            {
                return null;
            }

            admitted = With(admitted, ("id", changes.Text("function_id")), ("description", changes.Text("description")));
            admitted = changes.Json("metadata") is { } metadata ? With(admitted, ("metadata", metadata)) : admitted;
            admitted = WithVisibility(admitted, changes);
        }

        return Access.Grants.Prefix is null ? admitted : With(admitted, ("id", Access.WithPrefix(admitted.Text("id")!)));
    }

    /// <summary>Gets the fields by which a function says who may call and observe it, with their defaults.
    /// Older generations do not show them to the hook.</summary>
    private IEnumerable<(string Name, JsonElement? Value)> Visibility(JsonElement frame)
    {
        if (!core.Rules.HooksSeeVisibility)
        {
            yield break;
        }

        if (frame.Json("args_format") is { } argsFormat)
        {
            yield return ("args_format", argsFormat);
        }

        yield return ("observable", Flag(frame.Json("observable") is not { ValueKind: JsonValueKind.False }));
        yield return ("private", Flag(frame.IsTrue("private")));
    }

    /// <summary>Applies what the hook says of these fields; what it leaves out keeps its value.</summary>
    private JsonElement WithVisibility(JsonElement frame, JsonElement changes)
    {
        if (!core.Rules.HooksSeeVisibility)
        {
            return frame;
        }

        var changed = new List<(string Name, JsonElement Value)>();
        if (changes.Json("args_format") is { } argsFormat)
        {
            changed.Add(("args_format", argsFormat));
        }

        foreach (var name in s_flags)
        {
            if (changes.Json(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value)
            {
                changed.Add((name, value));
            }
        }

        return With(frame, [.. changed]);
    }

    private static JsonElement Flag(bool value) => CanonicalJson.Make(writer => writer.WriteBooleanValue(value));

    private async ValueTask<JsonElement?> TriggerAsync(JsonElement frame, string type, string functionId, CancellationToken cancellationToken)
    {
        if (Access.Grants.AllowedTriggerTypes is { } allowed && !allowed.Contains(type, StringComparer.Ordinal))
        {
            return null;
        }

        var admitted = frame;
        if (Access.Rules?.OnTriggerRegistrationFunctionId is { } hook)
        {
            var answer = await AskAsync(
                hook, cancellationToken, ("config", frame.Json("config")), ("function_id", Text(functionId)), ("metadata", frame.Json("metadata")),
                ("namespace", Text(frame.Text("namespace") ?? EngineCore.DefaultNamespace)), ("trigger_id", frame.Json("id")), ("trigger_type", Text(type))).ConfigureAwait(false);
            if (answer is not { } changes)
            {
                return null;
            }

            admitted = With(admitted, ("id", changes.Text("trigger_id")), ("trigger_type", changes.Text("trigger_type")), ("function_id", changes.Text("function_id")));
            admitted = changes.TryGetProperty("config", out var config) ? With(admitted, ("config", config)) : admitted;
        }

        return Access.Grants.Prefix is null ? admitted : With(admitted, ("function_id", Access.WithPrefix(admitted.Text("function_id")!)));
    }

    private async ValueTask<JsonElement?> TriggerTypeAsync(JsonElement frame, CancellationToken cancellationToken)
    {
        if (!Access.Grants.MayRegisterTriggerTypes)
        {
            return null;
        }

        return Access.Rules?.OnTriggerTypeRegistrationFunctionId is not { } hook ? frame
            : await AskAsync(hook, cancellationToken, ("description", frame.Json("description")), ("trigger_type_id", frame.Json("id"))).ConfigureAwait(false) is { } changes
            ? With(frame, ("id", changes.Text("trigger_type_id")), ("description", changes.Text("description")))
            : null;
    }

    /// <summary>Asks a hook. Only an object lets the registration pass.</summary>
    private async ValueTask<JsonElement?> AskAsync(string hook, CancellationToken cancellationToken, params (string Name, JsonElement? Value)[] fields)
    {
        var input = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteField("context", Access.Grants.Context);
            foreach (var (name, value) in fields)
            {
                writer.WriteField(name, value);
            }

            writer.WriteEndObject();
        });
        var outcome = await core.InvokeAsync(EngineCore.DefaultNamespace, hook, input, cancellationToken: cancellationToken).ConfigureAwait(false);
        return outcome is { IsError: false, Result: { ValueKind: JsonValueKind.Object } answer } ? CanonicalJson.Copy(answer) : null;
    }

    private static JsonElement Text(string text) => CanonicalJson.Make(writer => writer.WriteStringValue(text));

    private static JsonElement With(JsonElement frame, params (string Name, string? Value)[] changes) =>
        With(frame, [.. changes.Where(c => c.Value is not null).Select(c => (c.Name, Text(c.Value!)))]);

    private static JsonElement With(JsonElement frame, params (string Name, JsonElement Value)[] changes) => changes.Length == 0 ? frame : CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        foreach (var field in frame.EnumerateObject().Where(f => !changes.Any(c => c.Name == f.Name)))
        {
            field.WriteTo(writer);
        }

        foreach (var (name, value) in changes)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    });
}
