using Iii.Generated;
using Iii.Modules;

namespace Iii;

/// <summary>The engine's state: values that workers share, by scope and key. Workers themselves keep none.</summary>
/// <remarks>Functions of the engine's state module: <c>state::get</c> and its siblings, in namespace <c>default</c>. A <see cref="StateTriggerAttribute"/> tells of changes.</remarks>
/// <param name="client">Who calls the engine: the worker, or the <c>Client</c> of a handler's context.</param>
/// <example><code>
/// var state = new IIIState(worker);
/// await state.SetAsync("carts", "ada", new Cart(["book"]));
/// var cart = await state.GetAsync&lt;Cart>("carts", "ada");
/// </code></example>
public sealed class IIIState(IIIClient client)
{
    private readonly IIIClient _client = client ?? throw new ArgumentNullException(nameof(client));

    /// <summary>A value.</summary>
    /// <typeparam name="T">The value's type; one that can be null, to tell a missing value from the type's default.</typeparam>
    /// <returns>The value; null when there is none, or when it is null.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    /// <exception cref="System.Text.Json.JsonException">The value does not fit <typeparamref name="T"/>.</exception>
    public async Task<T?> GetAsync<[IIIJson] T>(string scope, string key, CancellationToken cancellationToken = default) =>
        EngineModule.Read<T>((await CallAsync("state::get", scope, key, cancellationToken).ConfigureAwait(false)).Span);

    /// <summary>Sets a value, whether there was one or not.</summary>
    /// <returns>The value before and after.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<ValueChange<T>> SetAsync<[IIIJson] T>(string scope, string key, T? value, CancellationToken cancellationToken = default)
    {
        Check(scope, key);
        var reply = await EngineModule.CallAsync(_client, "state::set", (scope, key, value), static (output, a) =>
        {
            Place(output, a.scope, a.key);
            EngineModule.Value(output, "\"value\":"u8, a.value);
        }, cancellationToken).ConfigureAwait(false);
        return ValueChange<T>.Read(reply.Span);
    }

    /// <summary>Deletes a value.</summary>
    /// <returns>The value that it was; null when there was none.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<T?> DeleteAsync<[IIIJson] T>(string scope, string key, CancellationToken cancellationToken = default) =>
        EngineModule.Read<T>((await CallAsync("state::delete", scope, key, cancellationToken).ConfigureAwait(false)).Span);

    /// <summary>Changes a value by operations that the engine applies at once: nobody comes between.</summary>
    /// <returns>The value before and after.</returns>
    /// <exception cref="IIIUpdateException">An operation could not be applied; the others were.</exception>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<ValueChange<T>> UpdateAsync<[IIIJson] T>(string scope, string key, UpdateOperations operations, CancellationToken cancellationToken = default)
    {
        Check(scope, key);
        ArgumentNullException.ThrowIfNull(operations);
        var reply = await EngineModule.CallAsync(_client, "state::update", (scope, key, operations), static (output, a) =>
        {
            Place(output, a.scope, a.key);
            a.operations.Write(output);
        }, cancellationToken).ConfigureAwait(false);
        IIIUpdateException.ThrowIfFailed(reply.Span, operations, $"'{key}' of scope '{scope}'");
        return ValueChange<T>.Read(reply.Span);
    }

    /// <summary>All values of a scope, in the order in which they came; not their keys.</summary>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<T?>> ListAsync<[IIIJson] T>(string scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var reply = await EngineModule.CallAsync(_client, "state::list", scope, static (output, s) => EngineModule.Text(output, "\"scope\":"u8, s), cancellationToken).ConfigureAwait(false);
        return EngineModule.ReadList<T>(reply.Span);
    }

    /// <summary>The names of all scopes, sorted.</summary>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<string>> ListScopesAsync(CancellationToken cancellationToken = default)
    {
        var reply = await EngineModule.CallAsync(_client, "state::list_groups", 0, static (_, _) => { }, cancellationToken).ConfigureAwait(false);
        return EngineModule.ReadList<string>(EngineModule.Property(reply.Span, "groups"u8))!;
    }

    private Task<ReadOnlyMemory<byte>> CallAsync(string functionId, string scope, string key, CancellationToken cancellationToken)
    {
        Check(scope, key);
        return EngineModule.CallAsync(_client, functionId, (scope, key), static (output, a) => Place(output, a.scope, a.key), cancellationToken);
    }

    private static void Check(string scope, string key)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(key);
    }

    private static void Place(JsonOutput output, string scope, string key)
    {
        EngineModule.Text(output, "\"scope\":"u8, scope);
        EngineModule.Text(output, "\"key\":"u8, key);
    }
}
