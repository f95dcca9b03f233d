using System.Collections.Concurrent;
using Iii.Generated;
using Iii.Registration;
using Microsoft.Extensions.Logging;

namespace Iii;

/// <summary>A trigger type that this worker provides, with the triggers that are bound to it.</summary>
/// <typeparam name="TConfig">The type of a trigger's configuration.</typeparam>
/// <typeparam name="TPayload">The type of what functions get.</typeparam>
public sealed class IIITriggerType<TConfig, TPayload> : IIIRegistration
{
    private readonly Registration _registration;

    internal IIITriggerType(
        string id,
        IIIClient client,
        Func<TriggerBinding<TConfig, TPayload>, CancellationToken, ValueTask>? onBind,
        Func<TriggerBinding<TConfig, TPayload>, CancellationToken, ValueTask>? onUnbind,
        TriggerTypeOptions options,
        Registry registry,
        ILogger logger)
        : this(new Registration(id, client, onBind, onUnbind, options, logger), registry)
    {
    }

    private IIITriggerType(Registration registration, Registry registry)
        : base(registration.Id, () => registry.RemoveType(registration))
    {
        _registration = registration;
        registry.AddType(registration);
    }

    /// <summary>The triggers that are bound now. Empty while the worker is not connected.</summary>
    public IReadOnlyCollection<TriggerBinding<TConfig, TPayload>> Bindings => (IReadOnlyCollection<TriggerBinding<TConfig, TPayload>>)_registration.Bindings.Values;

    /// <summary>Calls the functions of all triggers that are bound, without waiting for them.</summary>
    /// <param name="payload">What they get.</param>
    /// <param name="where">Which triggers are meant; null for all.</param>
    /// <param name="cancellationToken">Ends the waiting for room in the outgoing buffer.</param>
    /// <returns>How many were called.</returns>
    public async Task<int> FireAsync(TPayload payload, Func<TriggerBinding<TConfig, TPayload>, bool>? where = null, CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var binding in Bindings)
        {
            if (where is null || where(binding))
            {
                await binding.FireAsync(payload, cancellationToken).ConfigureAwait(false);
                count++;
            }
        }

        return count;
    }

    private sealed class Registration(
        string id,
        IIIClient client,
        Func<TriggerBinding<TConfig, TPayload>, CancellationToken, ValueTask>? onBind,
        Func<TriggerBinding<TConfig, TPayload>, CancellationToken, ValueTask>? onUnbind,
        TriggerTypeOptions options,
        ILogger logger) : TriggerTypeRegistration(id, options, logger)
    {
        private readonly JsonType<TConfig> _config = JsonTypes.Find<TConfig>();
        private readonly byte[] _configSchema = JsonText.Utf8(options.ConfigSchema, nameof(TriggerTypeOptions.ConfigSchema));
        private readonly byte[] _payloadSchema = JsonText.Utf8(options.PayloadSchema, nameof(TriggerTypeOptions.PayloadSchema));

        public override ReadOnlySpan<byte> ConfigSchema => _configSchema.Length > 0 ? _configSchema : JsonSchemas.Find<TConfig>();

        public override ReadOnlySpan<byte> PayloadSchema => _payloadSchema.Length > 0 ? _payloadSchema : JsonSchemas.Find<TPayload>();

        public ConcurrentDictionary<string, TriggerBinding<TConfig, TPayload>> Bindings { get; } = new(StringComparer.Ordinal);

        protected override async Task BindAsync(BindingRequest request)
        {
            var binding = new TriggerBinding<TConfig, TPayload>(client, request, _config.Read(request.Config));

            // The engine may say again what it has said; a trigger that has changed begins anew.
            await UnbindAsync(request.Id).ConfigureAwait(false);
            if (onBind is not null)
            {
                await onBind(binding, Closed).ConfigureAwait(false);
            }

            Bindings[request.Id] = binding;
        }

        protected override async Task UnbindAsync(string id)
        {
            if (!Bindings.TryRemove(id, out var binding) || onUnbind is null)
            {
                return;
            }

            try
            {
                await onUnbind(binding, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Unbound it is; the others must be too.
                LogFailure(e);
            }
        }

        protected override async Task UnbindAllAsync()
        {
            foreach (var id in Bindings.Keys)
            {
                await UnbindAsync(id).ConfigureAwait(false);
            }
        }
    }
}
