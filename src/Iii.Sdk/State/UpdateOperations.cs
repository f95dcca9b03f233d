using Iii.Generated;
using Iii.Modules;

namespace Iii;

/// <summary>
/// Changes of a value of the state or of a stream, which the engine applies one after the other, at once: <c>new UpdateOperations().Increment("visits").Set("last", name)</c>.
/// </summary>
/// <remarks>
/// A path that is one text is the name of a property of the value, dots and all; an empty one is the value itself. A value that is missing counts as an empty object.
/// The engine allows paths of 32 parts of 256 bytes.
/// </remarks>
public sealed class UpdateOperations
{
    private readonly List<Operation> _operations = [];

    /// <summary>How many there are.</summary>
    public int Count => _operations.Count;

    /// <summary>Sets a property, or the whole value when the path is empty.</summary>
    public UpdateOperations Set<[IIIJson] T>(string path, T? value) => Add("set", path, value);

    /// <summary>Adds the properties of an object to the value; those that are there already are replaced.</summary>
    /// <param name="value">Its JSON must be an object.</param>
    public UpdateOperations Merge<[IIIJson] T>(T value) => Add("merge", "", value);

    /// <summary>Adds the properties of an object to the object at a path, which is made where it is missing.</summary>
    /// <param name="path">The names of the properties on the way.</param>
    /// <param name="value">Its JSON must be an object.</param>
    public UpdateOperations Merge<[IIIJson] T>(IReadOnlyList<string> path, T value) => Add("merge", path, value);

    /// <summary>Adds to a number; a missing one counts as zero.</summary>
    public UpdateOperations Increment(string path, long by = 1) => AddNumber("increment", path, by);

    /// <summary>Takes from a number; a missing one counts as zero.</summary>
    public UpdateOperations Decrement(string path, long by = 1) => AddNumber("decrement", path, by);

    /// <summary>Adds an element to an array, or text to a text; a missing one is made.</summary>
    public UpdateOperations Append<[IIIJson] T>(string path, T? value) => Add("append", path, value);

    /// <summary>Adds an element to the array at a path; what is missing on the way is made.</summary>
    /// <param name="path">The names of the properties on the way.</param>
    public UpdateOperations Append<[IIIJson] T>(IReadOnlyList<string> path, T? value) => Add("append", path, value);

    /// <summary>Removes a property, if there is one.</summary>
    public UpdateOperations Remove(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Add<object>("remove", path, null, null);
    }

    /// <summary>The name of an operation, as the engine calls it.</summary>
    internal string Name(int index) => index >= 0 && index < Count ? _operations[index].Name : "an operation";

    internal void Write(JsonOutput output)
    {
        output.WriteName("\"ops\":"u8);
        output.BeginArray();
        foreach (var operation in _operations)
        {
            output.BeginElement();
            output.WriteRaw(operation.Json);
        }

        output.EndArray();
    }

    private UpdateOperations Add<T>(string name, string path, T? value)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Add(name, path, value, static (output, v) => EngineModule.Value(output, "\"value\":"u8, v));
    }

    private UpdateOperations AddNumber(string name, string path, long by)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Add(name, path, by, static (output, number) => EngineModule.Value(output, "\"by\":"u8, number));
    }

    private UpdateOperations Add<T>(string name, IReadOnlyList<string> path, T? value)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var output = Begin(name);
        output.WriteName("\"path\":"u8);
        output.BeginArray();
        foreach (var part in path)
        {
            output.BeginElement();
            output.WriteString(part);
        }

        output.EndArray();
        EngineModule.Value(output, "\"value\":"u8, value);
        return End(name, output);
    }

    private UpdateOperations Add<T>(string name, string path, T? value, Action<JsonOutput, T?>? writeValue)
    {
        using var output = Begin(name);
        EngineModule.Text(output, "\"path\":"u8, path);
        writeValue?.Invoke(output, value);
        return End(name, output);
    }

    private static JsonOutput Begin(string name)
    {
        var output = new JsonOutput();
        output.BeginObject();
        EngineModule.Text(output, "\"type\":"u8, name);
        return output;
    }

    private UpdateOperations End(string name, JsonOutput output)
    {
        output.EndObject();
        _operations.Add(new Operation(name, output.WrittenSpan.ToArray()));
        return this;
    }

    private sealed record Operation(string Name, byte[] Json);
}
