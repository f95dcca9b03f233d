using System.Text.Json;
using Iii.DevEngine.HttpFunctions;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine;

/// <summary>What the worker registers; kept back until its namespace is known.</summary>
internal sealed partial class WorkerSession
{
    private static readonly InputShape s_registerInput = new(
        "RegisterWorkerInput",
        InputField.Optional("description"), InputField.Optional("isolation"), InputField.Optional("name"), InputField.Optional("namespace"),
        InputField.Optional("os"), InputField.Optional("pid", InputKind.Unsigned32), InputField.Optional("runtime"), InputField.Optional("version"));

    private async ValueTask<Outcome> RegisterWorkerAsync(JsonElement data)
    {
        if (s_registerInput.Problem(data) is { } problem)
        {
            return Outcome.Failed("deserialization_error", $"Failed to deserialize input for engine::workers::register: {problem}");
        }

        var space = data.Text("namespace");
        if (space is not null && string.IsNullOrWhiteSpace(space))
        {
            return Outcome.Failed("INVALID_NAMESPACE", $"namespace is empty: worker '{data.Text("name") ?? "<unnamed>"}' declared \"{space}\". Give it a name, or omit the field to register in 'default'.");
        }

        var name = WorkerText.Clean(data.Text("name"));
        var home = worker.Namespace ?? space ?? EngineCore.DefaultNamespace;
        if (core.Workers.Claim(worker, name, home) is { } holder)
        {
            _ = worker.AnswerAsync(writer =>
            {
                writer.WriteString("type", "registrationrejected");
                writer.WriteString("code", "WORKER_NAMESPACE_CONFLICT");
                writer.WriteString("namespace", home);
                writer.WriteString("worker_name", name);
                writer.WriteString("owner_worker_id", holder.Id);
            });
            _ = worker.CloseAsync();
            return Outcome.Of(static writer => writer.WriteBooleanSuccess(false));
        }

        worker.Features = data.Json("features") is { } features ? ProtocolFeatureNames.Read(features) & (core.Features | ProtocolFeatures.LargeMessages) : worker.Features;
        worker.Runtime = data.Text("runtime") ?? "unknown";
        worker.Version = data.Text("version");
        worker.Description = WorkerText.Clean(data.Text("description")) ?? worker.Description;
        worker.Os = data.Text("os") ?? worker.Os;
        worker.Isolation = data.Text("isolation") ?? worker.Isolation;
        worker.Pid = data.TryGetProperty("pid", out var pid) && pid.ValueKind is JsonValueKind.Number && pid.TryGetInt64(out var number) ? number : worker.Pid;
        await ResolveNamespaceAsync(space).ConfigureAwait(false);
        core.RaiseWorkerChanged("worker_metadata_updated", worker.Id);
        return Outcome.Of(static writer => writer.WriteBooleanSuccess(true));
    }

    private async ValueTask ResolveNamespaceAsync(string? space)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (worker.Namespace is not null)
            {
                return;
            }

            worker.Namespace = space ?? EngineCore.DefaultNamespace;
            worker.Grace?.Dispose();
            while (worker.WaitingRegistrations.TryDequeue(out var waiting))
            {
                worker.WaitingForNamespace.Remove(waiting.Length);
                await ApplyAsync(waiting.Frame).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask RegisterAsync(JsonElement frame, int length)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (worker.Namespace is not null)
            {
                await ApplyAsync(frame).ConfigureAwait(false);
            }
            else if (worker.WaitingForNamespace.TryAdd(length))
            {
                worker.WaitingRegistrations.Enqueue((frame, length));
            }
            else
            {
                // Who registers that much without a word of where is no worker.
                worker.CutOff("it registers more than can wait until it calls engine::workers::register");
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask ApplyAsync(JsonElement frame)
    {
        try
        {
            if (await _hooks.AdmitAsync(frame, worker.Leaving).ConfigureAwait(false) is { } admitted && !worker.IsLeaving && admitted.Text("id") is { } id)
            {
                Apply(admitted, id);
            }
        }
        catch (OperationCanceledException) when (worker.IsLeaving)
        {
            // Nobody waits for the hook any more.
        }
    }

    private void Apply(JsonElement frame, string id)
    {
        switch (frame.Text("type"))
        {
            case "registerfunction":
                AddFunction(frame, id);
                break;
            case "unregisterfunction":
                if (core.Functions.TryGetValue((worker.Namespace!, id), out var function) && function.Owner == worker)
                {
                    core.Forget(function);
                }

                break;
            case "registertriggertype" when frame.Text("description") is { } description:
                core.Triggers.AddType(new TriggerType(frame.Text("namespace") ?? worker.Namespace!, id, description, worker)
                {
                    ConfigSchema = frame.Json("trigger_request_format"),
                    PayloadSchema = frame.Json("call_request_format"),
                });
                break;
            case "registertrigger":
                AddTrigger(frame, id);
                break;
            case "observe":
                core.Observers.Observe(worker, frame);
                break;
            case "unobserve":
                core.Observers.Unobserve(worker, id);
                break;
            case "unregistertrigger":
                core.Triggers.Remove(id);
                break;
        }
    }

    private void AddFunction(JsonElement frame, string id)
    {
        var space = worker.Namespace!;
        BuiltInHandler? hosted = null;
        var target = frame.Json("invocation") is { } invocation ? HostedFunction.Parse(invocation) : null;
        if (target is not null && !core.Module<HttpFunctionsModule>().TryHost(id, target, out hosted, out var refusal))
        {
            EngineLog.NotHosted(logger, id, refusal);
            return;
        }

        if (!TryReadObserving(frame, id, out var observing))
        {
            return;
        }

        var function = new RegisteredFunction(space, id, worker, hosted)
        {
            ArgsFormat = observing.ArgsFormat,
            IsPrivate = observing.IsPrivate,
            IsObservable = observing.IsObservable,
            DeliversItself = observing.DeliversItself,
            LegacyTriggerType = observing.LegacyTriggerType,
            Description = frame.Text("description"),
            RequestSchema = frame.Json("request_format"),
            ResponseSchema = frame.Json("response_format"),
            Metadata = frame.Json("metadata"),
        };
        if (core.Options.Faults?.RejectsFunction(space, id) is true)
        {
            RejectFunction(space, id, "");
            return;
        }

        var kept = core.Functions.AddOrUpdate(
            (space, id), function, (_, earlier) => earlier.Owner is { } owner && owner != worker && core.Workers.ContainsKey(owner.Id) ? earlier : function);
        var isReserved = space != EngineCore.DefaultNamespace && id.StartsWith("engine::", StringComparison.Ordinal);
        if (kept.Owner == worker && !isReserved)
        {
            core.Host(function);
            if (target is not null)
            {
                core.Background.Run(cancellationToken => CheckAddressAsync(function, target, cancellationToken));
            }

            return;
        }

        if (isReserved)
        {
            core.Forget(kept);
        }

        RejectFunction(space, id, isReserved ? "" : kept.Owner!.Id);
    }

    /// <summary>Reads what a registration says about observers.</summary>
    /// <returns>False when the function is not registered for it.</returns>
    private bool TryReadObserving(JsonElement frame, string id, out ObservingTerms terms)
    {
        terms = ObservingTerms.None;
        if (!core.Observers.IsEnabled)
        {
            return true;
        }

        if (ObservingTerms.Read(frame, worker.Features, out terms) is not { } problem)
        {
            return true;
        }

        EngineLog.NotRegistered(logger, id, problem.Message);
        RejectFunction(worker.Namespace!, id, "", problem.Code);
        return false;
    }

    private void RejectFunction(string space, string id, string owner, string code = "FUNCTION_NAMESPACE_CONFLICT") => _ = worker.AnswerAsync(writer =>
    {
        writer.WriteString("type", "registrationrejected");
        writer.WriteString("code", code);
        writer.WriteString("namespace", space);
        writer.WriteString("function_id", id);
        writer.WriteString("owner_worker_id", owner);
    });

    /// <summary>What a name is resolved to takes time to find out: the function goes again when it may not be called.</summary>
    private async Task CheckAddressAsync(RegisteredFunction function, HostedFunction target, CancellationToken cancellationToken)
    {
        if (await core.Module<HttpFunctionsModule>().ProblemAsync(target, cancellationToken).ConfigureAwait(false) is { } problem
            && core.Forget(function))
        {
            EngineLog.NotHosted(logger, function.Id, problem);
        }
    }
}
