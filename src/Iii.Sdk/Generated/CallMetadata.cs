using System.ComponentModel;
using System.Text.Json;
using Iii.Invocation;

namespace Iii.Generated;

/// <summary>Reads parameters from a call's metadata. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CallMetadata
{
    /// <summary>Reads what must be there.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <typeparam name="TCodec">Who reads it.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="name">The property; null for the whole metadata.</param>
    /// <exception cref="JsonException">It is not there, or does not fit.</exception>
    public static T Read<T, TCodec>(FunctionCall call, string? name)
        where TCodec : IJsonCodec<T> => TryRead<T, TCodec>(call, name, out var value)
            ? value
            : throw new MetadataException(name is null ? "The call has no metadata, which the function needs." : $"The call's metadata has no property '{name}', which the function needs.");

    /// <summary>Reads what may be missing.</summary>
    /// <param name="ifMissing">What the parameter is then.</param>
    /// <inheritdoc cref="Read{T, TCodec}(FunctionCall, string?)"/>
    public static T Read<T, TCodec>(FunctionCall call, string? name, T ifMissing)
        where TCodec : IJsonCodec<T> => TryRead<T, TCodec>(call, name, out var value) ? value : ifMissing;

    private static bool TryRead<T, TCodec>(FunctionCall call, string? name, out T value)
        where TCodec : IJsonCodec<T>
    {
        value = default!;
        var metadata = call.Metadata;
        var reader = new JsonInput(metadata, call.Client, call.MaxDepth, isPayload: false);
        try
        {
            reader.Read();
            if (reader.TokenType is JsonTokenType.Null || (name is not null && !TryFind(ref reader, name)))
            {
                return false;
            }

            value = TCodec.Read(ref reader)!;
            return true;
        }
        catch (JsonReadException e)
        {
            throw new MetadataException($"The metadata does not fit the function's parameters at {JsonPath.At(metadata, e.Position)}: expected {e.Expected}, found {e.Found}.");
        }
        catch (Exception e) when (e is JsonException || JsonErrors.IsOfToken(e))
        {
            throw new MetadataException($"The metadata does not fit the function's parameters: {e.Message}");
        }
    }

    /// <summary>Moves to the value of a property, whose name is read without regard to case. Of several, the last counts, as in a payload.</summary>
    private static bool TryFind(ref JsonInput reader, string name)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return false;
        }

        string[] names = [name];
        var found = reader;
        var isFound = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (JsonNames.Find(ref reader, names) == 0)
            {
                found = reader;
                isFound = true;
            }

            reader.Skip();
        }

        reader = found;
        return isFound && reader.Read();
    }
}
