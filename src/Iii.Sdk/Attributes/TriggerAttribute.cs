using System.Diagnostics.CodeAnalysis;

namespace Iii;

/// <summary>Binds a function to a trigger type that has no attribute of its own: one that another worker provides, or one of the engine's that is newer than this library.</summary>
/// <remarks>A binding whose type nobody provides yet waits for it. A method may carry several.</remarks>
/// <example>
/// <code>
/// [IIIFunction("orders::import"), Trigger("row-change", """{ "table": "orders" }""")]
/// public static void Import(Row row) => Orders.Add(row);
/// </code>
/// </example>
/// <param name="type">The trigger type's id.</param>
/// <param name="configJson">The configuration as the type's provider wants it: any JSON. Checked at compile time (III035).</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class TriggerAttribute(string type, [StringSyntax(StringSyntaxAttribute.Json)] string configJson = "{}") : Attribute
{
    /// <summary>The trigger type's id.</summary>
    public string Type { get; } = type;

    /// <summary>The configuration as JSON text.</summary>
    public string ConfigJson { get; } = configJson;
}
