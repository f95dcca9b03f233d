using System.Collections.Immutable;
using Iii.Generators.Json;
using Iii.Generators.Validation;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Functions;

/// <summary>What the signatures of functions need that others emit.</summary>
/// <param name="Json">The types that are read and written.</param>
/// <param name="Validation">The types that are checked.</param>
internal sealed record SignatureNeeds(IncrementalValueProvider<ImmutableArray<JsonTypesFound>> Json, IncrementalValueProvider<ImmutableArray<ValidationFound>> Validation);
