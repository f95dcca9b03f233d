using System.Text;
using System.Text.Json;
using CsCheck;

namespace Iii.Json.Tests;

/// <summary>The promise: same value, same JSON, same refusal as System.Text.Json with its web defaults.</summary>
public sealed class DifferentialTests
{
    private const string Scalars = """{"text":"a\"b\u00fc<😀","flag":true,"letter":"x","s8":-8,"u8":8,"s16":-16,"u16":16,"s32":-32,"u32":32,"s64":-9007199254740993,"u64":18446744073709551615,"f32":1.5,"f64":1e-7,"money":12.340,"id":"5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11","level":300}""";
    private const string Times = """{"at":"2026-11-24T01:02:03.4500000Z","moment":"2026-11-24T01:02:03+02:00","day":"2026-11-24","clock":"01:02:03.5","span":"-1.02:03:04.0000005"}""";
    private const string Maybe = """{"number":1,"flag":null,"id":null,"level":-1,"at":"2026-01-01T00:00:00","real":"1.5"}""";
    private const string Collections = """{"array":[1,2],"list":["a",null],"read":[1.5,2],"sequence":[true],"set":[1,1,2],"fixed":[3],"map":{"a":1,"A":2,"a":3},"maps":{"x":[1]},"bytes":"AQID+/8="}""";
    private const string Mutable = """{"name":"n","other-name":3,"ignored":9,"optional":"o","nonZero":0,"urlPath":4,"INHERITED":"8","readOnly":1}""";
    private const string Tree = """{"name":"a","children":[{"name":"b","children":[]},{"name":"c"}]}""";
    private const string Mixed = """{"at":{"x":1,"y":2},"size":{"width":4},"tree":null,"any":{"a":[1,"b"]}}""";

    private static readonly byte[] s_marks = "\"{}[],:0-.en \\A"u8.ToArray();

    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    public static TheoryData<string, string> Documents => new()
    {
        { nameof(Json.Tests.Scalars), Scalars },
        { nameof(Json.Tests.Times), Times },
        { nameof(Json.Tests.Maybe), Maybe },
        { nameof(Json.Tests.Collections), Collections },
        { nameof(Json.Tests.Mutable), Mutable },
        { nameof(Json.Tests.Tree), Tree },
        { nameof(Json.Tests.Mixed), Mixed },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_same_text_gives_the_same_value_and_the_same_text_again(string type, string json) => Assert.NotNull(Again(type, Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("Mutable", "{}")]
    [InlineData("Mutable", "null")]
    [InlineData("Mutable", "[]")]
    [InlineData("Mutable", """{"name":null}""")]
    [InlineData("Mutable", """{"name":"a","name":"b"}""")]
    [InlineData("Mutable", """{"NAME":"a","n\u0061me":"b"}""")]
    [InlineData("Mutable", """{"name":"a"} x""")]
    [InlineData("Mutable", """{"name":"a","withDefault":null,"x":{"y":[1,{}]}}""")]
    [InlineData("Mixed", """{"at":null,"size":{}}""")]
    [InlineData("Mixed", """{"at":{},"size":{"height":null}}""")]
    [InlineData("Maybe", """{"number":"7","real":"NaN"}""")]
    [InlineData("Maybe", """{"number":1.0}""")]
    [InlineData("Maybe", """{"number":"1.0"}""")]
    [InlineData("Maybe", """{"number":99999999999}""")]
    [InlineData("Maybe", """{"level":"High"}""")]
    [InlineData("Maybe", """{"level":77}""")]
    [InlineData("Maybe", """{"real":1e999}""")]
    [InlineData("Maybe", """{"flag":"true"}""")]
    [InlineData("Collections", """{"array":null,"fixed":[]}""")]
    [InlineData("Collections", """{"array":[1,],"fixed":[]}""")]
    [InlineData("Collections", """{"bytes":"***","fixed":[]}""")]
    public void Odd_texts_are_taken_or_refused_alike(string type, string json) => Again(type, Encoding.UTF8.GetBytes(json));

    [Fact]
    public void Damaged_texts_are_taken_or_refused_alike()
    {
        var documents = Documents.Select(d => ((string)d[0], Encoding.UTF8.GetBytes((string)d[1]))).ToArray();
        var changes =
            from document in Gen.Int[0, documents.Length - 1]
            from place in Gen.Int[0, 10_000]
            from kind in Gen.Int[0, 2]
            from with in Gen.Int[0, s_marks.Length - 1].Select(i => s_marks[i])
            select (document, place, kind, with);
        changes.Sample(
            change =>
            {
                var (type, json) = documents[change.document];
                Again(type, Damage(json, change.place % json.Length, change.kind, change.with));
            },
            iter: 20_000);
    }

    [Fact]
    public void Any_string_is_written_alike() =>
        Gen.String.Sample(text => Same(new Tree(text)), iter: 5_000);

    [Fact]
    public void Any_number_is_written_alike() =>
        Gen.Select(Gen.Double, Gen.Decimal, Gen.Long, Gen.Float).Where((d, _, _, f) => double.IsFinite(d) && float.IsFinite(f)).Sample(
            (d, m, l, f) => Same(new Scalars("", true, 'c', 1, 2, 3, 4, 5, 6, l, 8, f, d, m, Guid.Empty, Level.Low)), iter: 10_000);

    [Fact]
    public void Any_time_is_written_alike() =>
        Gen.Select(Gen.DateTime, Gen.DateTimeOffset, Gen.DateOnly, Gen.TimeOnly, Gen.TimeSpan).Sample(
            (at, moment, day, clock, span) => Same(new Times(at, moment, day, clock, span)), iter: 5_000);

    [Fact]
    public void What_refers_to_itself_is_refused()
    {
        var children = new List<Tree>();
        var tree = new Tree("a", children);
        children.Add(tree);
        Assert.Throws<JsonException>(() => IIIJson.Serialize(tree));
    }

    [Fact]
    public void What_is_nested_too_deep_is_refused() =>
        Assert.ThrowsAny<JsonException>(() => IIIJson.Deserialize<JsonElement>(Encoding.UTF8.GetBytes(new string('[', 100) + new string(']', 100))));

    private static bool Same<T>(T value)
        where T : class => value switch
    {
        Tree tree => IIIJson.Serialize(tree).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(tree, s_web)),
        Scalars scalars => IIIJson.Serialize(scalars).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(scalars, s_web)),
        Times times => IIIJson.Serialize(times).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(times, s_web)),
        _ => throw new ArgumentException(null, nameof(value)),
    };

    private static byte[] Damage(byte[] json, int place, int kind, byte with)
    {
        var bytes = json.ToList();
        switch (kind)
        {
            case 0:
                bytes[place] = with;
                break;
            case 1:
                bytes.RemoveAt(place);
                break;
            default:
                bytes.Insert(place, with);
                break;
        }

        return [.. bytes];
    }

    /// <summary>Reads and writes again both ways.</summary>
    private static string? Again(string type, byte[] json) => type switch
    {
        nameof(Json.Tests.Scalars) => Judge.Text<Scalars>(json),
        nameof(Json.Tests.Times) => Judge.Text<Times>(json),
        nameof(Json.Tests.Maybe) => Judge.Text<Maybe>(json),
        nameof(Json.Tests.Collections) => Judge.Text<Collections>(json),
        nameof(Json.Tests.Mutable) => Judge.Text<Mutable>(json),
        nameof(Json.Tests.Tree) => Judge.Text<Tree>(json),
        nameof(Json.Tests.Mixed) => Judge.Text<Mixed>(json),
        _ => throw new ArgumentException(type),
    };
}
