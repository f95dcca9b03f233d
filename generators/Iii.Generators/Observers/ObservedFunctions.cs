using System.Runtime.CompilerServices;
using Iii.Generators.Usage;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers;

/// <summary>Finds the functions of a compilation by their ids.</summary>
internal sealed class ObservedFunctions
{
    private static readonly ConditionalWeakTable<Compilation, ObservedFunctions> s_compilations = new();

    private readonly FunctionIds _ids;

    private ObservedFunctions(Compilation compilation) => _ids = new FunctionIds(compilation);

    public static ObservedFunctions Of(Compilation compilation) => s_compilations.GetValue(compilation, static c => new ObservedFunctions(c));

    /// <summary>The method that has the id; null when none has it, or several have.</summary>
    public IMethodSymbol? Find(string id) => _ids.Of(id) is [var only] ? only : null;
}
