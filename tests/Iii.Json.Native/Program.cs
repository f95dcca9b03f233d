using System.Text;
using System.Text.Json;
using Iii;
using Iii.Generated;
using Iii.Generated.Iii_Json_Native;
using Iii.Json.Tests;
using Iii.Validation.Tests;

// Prints what becomes of each text when it is read and written again: the same line from the native program and from the one that the tests compare with System.Text.Json.
string[] values =
[
    "null", "true", "0", "-0.0", "1", "-1", "1.5", "1e2", "1e999", "300", "99999999999999999999", "\"1\"", "\"1.5\"", "\"NaN\"", "\"x\"", "\"é\\u00e9\\\"\"", "\"\"", "\"AQID\"", "[]", "[1,2,1]",
    "[\"a\",null]", "[[1],[]]", "{}", "{\"a\":1,\"b\":2}", "{\"1\":1,\"True\":2}", "{\"High\":1,\"low\":2}", "{\"red, blue\":1}", "{\"2026-11-24\":1}", "{\"5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11\":1}",
    "{\"x\":1,\"y\":2}", "{\"name\":\"n\",\"children\":[{\"name\":\"m\"}]}", "\"5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11\"", "\"2026-11-24\"", "\"2026-11-24T01:02:03.5Z\"", "\"01:02:03\"", "\"-1.02:03:04\"",
    "\"https://iii.dev/a\"", "\"1.2.3\"", "\"High\"", "\"low\"", "\"21.5C\"", "{\"$type\":\"circle\",\"radius\":1}", "{\"$type\":1,\"name\":\"x\"}",
];

Members<Scalars>("text", "flag", "letter", "s8", "u8", "s16", "u16", "s32", "u32", "s64", "u64", "f32", "f64", "money", "id", "level");
Members<Times>("at", "moment", "day", "clock", "span");
Members<Maybe>("number", "flag", "id", "level", "at", "real");
Members<Collections>("array", "list", "read", "sequence", "set", "fixed", "map", "maps", "bytes");
Members<Mixed>("at", "size", "tree", "any");
Members<Sequences>(
    "queue", "stack", "concurrentQueue", "concurrentStack", "linkedList", "collection", "observable", "sortedSet", "set", "immutableList", "immutableListInterface", "immutableHashSet",
    "immutableSet", "immutableSortedSet", "immutableQueue", "immutableQueueInterface", "immutableStack", "immutableStackInterface", "own", "struct", "nested");
Members<Dictionaries>("sorted", "sortedList", "immutableSorted", "own");
foreach (var hashed in new[] { "concurrent", "immutable", "immutableInterface" })
{
    // Their order is another one in each process.
    Show<Dictionaries>($$"""{"{{hashed}}":{"a":1} }""");
    Show<Dictionaries>($$"""{"{{hashed}}":[]}""");
}

Members<Keys>(
    "boolean", "s8", "u8", "s32", "s64", "u64", "s128", "u128", "f64", "f32", "f16", "money", "letter", "id", "at", "moment", "day", "clock", "span", "level", "colors", "link", "version");
Members<Framework>("link", "version", "memory", "readOnly", "node", "members", "array", "value", "document");
Members<Big>("number", "maybe");
Members<Handled>("strict", "quoted", "both", "named", "everything", "small", "list", "array", "map");
Members<HandledType>("a", "b", "c", "level", "own", "bytes");
Members<Zoo>("shape", "animal", "vehicle", "payment", "animals");
Members<Anything>("value", "list", "map", "array");
Members<Untyped>("sequence", "collection", "list", "array", "queue", "stack", "map", "sorted");
Members<ExtendedByNode>("a", "b");
Members<ExtendedByObjects>("a", "b");
Members<OneWay>("secret", "total", "hidden");
Members<Shown>("list", "dictionary", "only");
Members<Populated>("items", "map", "none", "sorted", "hidden");
Members<WithForeign>("foreign", "list");
foreach (var value in values)
{
    Show<Living>(value);
    Show<Told>(value);
    Show<Mutable>(value);
    Show<Tree>(value);
    Show<Included>(value);
    Show<OfGeneric>(value);
    Show<PrivateConstructor>(value);
    Show<SetsRequired>(value);
    Show<Overriding>(value);
    Show<OrderedMore>(value);
    Show<InOrder>(value);
    Show<Extended>(value);
    Show<Closed>(value);
    Show<Telling>(value);
    Show<Painted>(value);
    Show<Half>(value);
    Show<Int128>(value);
    Show<ReadOnlyMemory<byte>>(value);
    Show<JsonElement>(value);
}

// What is checked: the outcome is how many violations there are, and where.
Checked<Numbers>(
    Iii_Validation_Tests_NumbersValidation.Check, "s8", "u8", "s16", "u16", "s32", "u32", "s64", "u64", "f32", "f64", "money", "real32", "real64", "realMoney", "realInteger", "maybe", "color", "maybeColor",
    "text", "realText", "allowed", "maybeAllowed", "denied", "green", "defined", "styled", "number", "brief");
Checked<Ranges>(Iii_Validation_Tests_RangesValidation.Check, "money", "s64", "f64", "f32", "f16", "s128", "color", "yes", "letter", "at", "moment", "day", "clock", "span", "version");
Checked<Texts>(
    Iii_Validation_Tests_TextsValidation.Check, "required", "present", "brief", "both", "lengthy", "little", "some", "pattern", "anchored", "email", "url", "address", "phone", "card", "base64", "picture",
    "table", "allowed", "denied", "color", "styles", "same", "custom", "own", "longer");
Checked<Counts>(Iii_Validation_Tests_CountsValidation.Check, "list", "array", "set", "map", "bytes", "interface", "sequence", "immutable", "queue");
foreach (var value in (string[])["{}", """{"city":"","number":10}""", """{"city":"x","number":1}"""])
{
    Checking<Nested>(Iii_Validation_Tests_NestedValidation.Check, $$"""{"home":{{value}},"list":[null,{{value}}],"map":{"k":{{value}}},"next":{"other":{{value}},"shape":{"$type":"ring","hole":11} } }""");
}

foreach (var value in (string[])["{}", """{"from":3,"until":1}""", """{"from":1,"until":3}""", """{"from":1,"until":13}"""])
{
    Checking<Period>(Iii_Validation_Tests_PeriodValidation.Check, value);
}

void Checked<[IIIJson] T>(Check<T> check, params string[] names)
    where T : class
{
    foreach (var name in names)
    {
        foreach (var value in values)
        {
            Checking(check, $$"""{"{{name}}":{{value}}}""");
        }
    }
}

static void Checking<[IIIJson] T>(Check<T> check, string json)
    where T : class
{
    string outcome;
    try
    {
        var found = default(Violations);
        check(IIIJson.Deserialize<T>(Encoding.UTF8.GetBytes(json))!, ref found);
        found.ThrowIfAny();
        outcome = "valid";
    }
    catch (IIIException e)
    {
        outcome = $"!{e.Message}";
    }
    catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
    {
        outcome = $"!{e.GetType().Name}";
    }

    Console.WriteLine($"{typeof(T).Name}\t{json}\t{outcome}");
}

void Members<[IIIJson] T>(params string[] names)
{
    foreach (var name in names)
    {
        foreach (var value in values)
        {
            Show<T>($$"""{"{{name}}":{{value}}}""");
        }
    }
}

static void Show<[IIIJson] T>(string json)
{
    string outcome;
    try
    {
        outcome = Encoding.UTF8.GetString(IIIJson.Serialize(IIIJson.Deserialize<T>(Encoding.UTF8.GetBytes(json))));
    }
    catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
    {
        outcome = $"!{e.GetType().Name}";
    }

    Console.WriteLine($"{typeof(T).Name}\t{json}\t{outcome}");
}

/// <summary>What adds what is wrong with a value.</summary>
internal delegate void Check<T>(T value, ref Violations found);
