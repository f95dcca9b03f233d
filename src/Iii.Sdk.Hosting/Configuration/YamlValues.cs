using System.Globalization;
using Microsoft.Extensions.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Iii.Hosting;

/// <summary>YAML as keys and values: <c>server:port</c>, <c>hosts:0</c>. JSON is YAML too.</summary>
internal static class YamlValues
{
    private const int MaxDepth = 64;

    /// <exception cref="FormatException">It is not YAML, or has what configuration can not hold.</exception>
    public static Dictionary<string, string?> Read(TextReader text)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        try
        {
            var parser = new Parser(text);
            parser.Consume<StreamStart>();
            if (parser.TryConsume<DocumentStart>(out _))
            {
                if (parser.Current is Scalar { Value: "" or "null" or "~" })
                {
                    parser.MoveNext();
                }
                else if (parser.Current is MappingStart)
                {
                    ReadNode(parser, "", values, 0);
                }
                else
                {
                    throw At(parser.Current!, "the document is not a mapping; begin it with 'key: value'");
                }

                parser.Consume<DocumentEnd>();
            }

            if (parser.Current is DocumentStart second)
            {
                throw At(second, "there is a second document, where one was expected");
            }

            return values;
        }
        catch (YamlException e)
        {
            throw new FormatException($"It is not YAML at line {e.Start.Line}, column {e.Start.Column}: {e.Message}", e);
        }
    }

    private static void ReadNode(Parser parser, string path, Dictionary<string, string?> values, int depth)
    {
        if (depth > MaxDepth)
        {
            throw At(parser.Current!, $"it is nested deeper than {MaxDepth} levels");
        }

        switch (parser.Current)
        {
            case Scalar scalar:
                parser.MoveNext();
                if (!values.TryAdd(path, Value(scalar)))
                {
                    throw At(scalar, $"'{path}' is there twice");
                }

                break;
            case MappingStart:
                parser.MoveNext();
                while (parser.Current is not MappingEnd)
                {
                    var key = parser.Current is Scalar name ? name.Value : throw At(parser.Current!, "a key is not a text");
                    parser.MoveNext();
                    ReadNode(parser, path.Length == 0 ? key : ConfigurationPath.Combine(path, key), values, depth + 1);
                }

                parser.MoveNext();
                break;
            case SequenceStart:
                parser.MoveNext();
                for (var i = 0; parser.Current is not SequenceEnd; i++)
                {
                    ReadNode(parser, ConfigurationPath.Combine(path, i.ToString(CultureInfo.InvariantCulture)), values, depth + 1);
                }

                parser.MoveNext();
                break;
            default:
                throw At(parser.Current!, "anchors and aliases are not supported; write the value where it is meant");
        }
    }

    // What is quoted is a text, whatever it looks like.
    private static string? Value(Scalar scalar) => scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" } ? null : scalar.Value;

    private static FormatException At(ParsingEvent place, string problem) => new($"At line {place.Start.Line}, column {place.Start.Column}, {problem}.");
}
