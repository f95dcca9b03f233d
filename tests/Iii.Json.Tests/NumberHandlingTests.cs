namespace Iii.Json.Tests;

/// <summary>[JsonNumberHandling] on members and types.</summary>
public sealed class NumberHandlingTests
{
    private static readonly string[] s_values =
        ["1", "-0", "1.5", "1e2", "\"1\"", "\"1.5\"", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"nan\"", "\"\\u004eaN\"", "\"x\"", "\"\"", "null", "true", "[]", "[1,2]", "[\"1\",2]", "[null]", "[\"NaN\"]", "{\"1\":2}", "{\"1\":\"2\"}", "{}"];

    [Fact]
    public void Members_are_read_and_written_alike()
    {
        foreach (var name in new[] { "strict", "quoted", "both", "named", "everything", "small", "list", "array", "map", "plain" })
        {
            foreach (var value in s_values)
            {
                Judge.Text<Handled>($$"""{"{{name}}":{{value}}}""");
            }
        }
    }

    [Fact]
    public void All_members_of_a_type_are_read_and_written_alike()
    {
        foreach (var name in new[] { "a", "b", "c", "level", "plain", "own", "bytes" })
        {
            foreach (var value in s_values.Append("""{"number":1}""").Append("""{"number":"1"}"""))
            {
                Judge.Text<HandledType>($$"""{"{{name}}":{{value}}}""");
            }
        }
    }
}
