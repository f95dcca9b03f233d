using System.Text.Json;
using Iii.Modules;

namespace Iii;

/// <summary>Operations of an update could not be applied; the engine has applied the others. Its code is that of the first that failed.</summary>
public sealed class IIIUpdateException : IIIException
{
    private IIIUpdateException(IReadOnlyList<UpdateError> errors, string message)
        : base(errors[0].Code, message) => Errors = errors;

    /// <summary>What went wrong, operation by operation.</summary>
    public IReadOnlyList<UpdateError> Errors { get; }

    /// <summary>Looks whether the answer to an update tells of errors.</summary>
    internal static void ThrowIfFailed(ReadOnlySpan<byte> reply, UpdateOperations operations, string of)
    {
        var json = EngineModule.Property(reply, "errors"u8);
        if (json.IsEmpty || EngineModule.ReadList<JsonElement>(json) is not { Count: > 0 } found)
        {
            return;
        }

        var errors = found.ConvertAll(UpdateError.Read);
        var failed = string.Join("; ", errors.Select(e => $"{operations.Name(e.Index)} (number {e.Index + 1}): {e.Message} [{e.Code}]"));
        throw new IIIUpdateException(errors, $"{errors.Count} of {operations.Count} operations on {of} failed, and the others were applied. {failed}");
    }
}

/// <summary>Why an operation of an update was not applied.</summary>
/// <param name="Index">The operation's place, from zero.</param>
/// <param name="Code">What went wrong, for programs: <c>increment.not_number</c>.</param>
/// <param name="Message">What went wrong, for people.</param>
/// <param name="HelpLink">Where the engine's documentation tells more; null when it does not say.</param>
public sealed record UpdateError(int Index, string Code, string Message, string? HelpLink = null)
{
    internal static UpdateError Read(JsonElement error) => new(
        (int)(error.Number("op_index") ?? -1),
        error.OptionalText("code") is { Length: > 0 } code ? code : IIIErrorCodes.Unknown,
        error.OptionalText("message") ?? "The engine gave no reason.",
        error.OptionalText("doc_url"));
}
