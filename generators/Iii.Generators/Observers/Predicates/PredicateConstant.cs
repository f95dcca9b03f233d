using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers.Predicates;

/// <summary>A constant in an expression.</summary>
/// <param name="Value">Its value: a primitive, the number of an enum, the text of a Guid or of a date; null for null.</param>
/// <param name="Type">Its type.</param>
internal sealed record PredicateConstant(object? Value, ITypeSymbol? Type);
