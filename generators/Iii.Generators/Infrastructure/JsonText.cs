using System.Text;
using Iii.Filters.Json;

namespace Iii.Generators.Infrastructure;

/// <summary>Represents a JSON value that stands as text in the source.</summary>
/// <param name="Compact">The value without white space between its parts.</param>
/// <param name="Text">The text of a string, unescaped; null for what is not a string.</param>
/// <param name="Members">The members of an object.</param>
internal sealed record JsonText(string Compact, string? Text, IReadOnlyList<(string Name, JsonText Value)> Members)
{
    /// <summary>The depth at which the engine's frames can still hold it, and the stack suffices.</summary>
    private const int MaxDepth = 64;

    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads one value, as RFC 8259 defines it; null with the reason when the text is something else.</summary>
    public static JsonText? Parse(string text, out string? problem)
    {
        byte[] source;
        try
        {
            source = s_encoding.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            problem = new JsonSyntaxError(JsonSyntaxFault.Surrogate, 0).Describe(default, MaxDepth);
            return null;
        }

        var tokens = new JsonTokenList();
        if (JsonTextReader.TryRead(source, MaxDepth, tokens, out var error))
        {
            problem = null;
            return Value(source, tokens, 0);
        }

        problem = error.Describe(source, MaxDepth);
        return null;
    }

    /// <summary>Finds the last member with a name, which is the one that counts.</summary>
    public JsonText? Find(string name) => Members.LastOrDefault(m => m.Name == name).Value;

    private static JsonText Value(byte[] source, JsonTokenList tokens, int index)
    {
        var token = tokens[index];
        switch (token.Kind)
        {
            case JsonTokenKind.String:
                return new JsonText(Raw(source, token), Unescaped(source, tokens, index), []);
            case JsonTokenKind.Array:
                var items = new List<JsonText>();
                for (var item = index + 1; item < token.Next; item = tokens[item].Next)
                {
                    items.Add(Value(source, tokens, item));
                }

                return new JsonText($"[{string.Join(",", items.Select(i => i.Compact))}]", null, []);
            case JsonTokenKind.Object:
                var names = new List<string>();
                var members = new List<(string Name, JsonText Value)>();
                for (var name = index + 1; name < token.Next; name = tokens[name + 1].Next)
                {
                    names.Add(Raw(source, tokens[name]));
                    members.Add((Unescaped(source, tokens, name), Value(source, tokens, name + 1)));
                }

                return new JsonText($"{{{string.Join(",", members.Zip(names, (m, n) => $"{n}:{m.Value.Compact}"))}}}", null, members);
            default:
                return new JsonText(Raw(source, token), null, []);
        }
    }

    private static string Raw(byte[] source, JsonToken token) => Encoding.UTF8.GetString(source, token.Start, token.Length);

    private static string Unescaped(byte[] source, JsonTokenList tokens, int index) => Encoding.UTF8.GetString(tokens.Text(source, index).ToArray());
}
