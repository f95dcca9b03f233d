using System.ComponentModel;
using Iii.Registration;

namespace Iii.Generated;

/// <summary>A function that is registered by hand at run time. Part of the contract between generated code and this library; not for use by hand.</summary>
/// <param name="id">The function's id.</param>
/// <param name="options">What the engine is told of it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RuntimeFunction(string id, FunctionOptions? options) : FunctionDefinition
{
    private readonly FunctionOptions? _options = Checked(options);
    private readonly byte[] _requestSchema = JsonText.Utf8(options?.RequestSchema, nameof(FunctionOptions.RequestSchema));
    private readonly byte[] _responseSchema = JsonText.Utf8(options?.ResponseSchema, nameof(FunctionOptions.ResponseSchema));
    private readonly byte[] _metadata = JsonText.Utf8(options?.Metadata, nameof(FunctionOptions.Metadata));

    /// <inheritdoc/>
    public override string Id => id;

    /// <inheritdoc/>
    public override string? Description => _options?.Description;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> RequestSchema => _requestSchema;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> ResponseSchema => _responseSchema;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Metadata => _metadata;

    /// <inheritdoc/>
    public override int MaxConcurrentCalls => _options?.MaxConcurrentCalls ?? 0;

    /// <inheritdoc/>
    public override TimeSpan? TimeLimit => _options?.TimeLimit;

    private static FunctionOptions? Checked(FunctionOptions? options)
    {
        options?.CheckLimits();
        return options;
    }
}
