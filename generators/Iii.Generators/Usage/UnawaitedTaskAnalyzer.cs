using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Iii.Generators.Usage;

/// <summary>
/// Finds functions that return a task from within a <c>using</c>, a <c>try</c> or a <c>lock</c> without waiting for it: what it works with is gone, and its exceptions are
/// not caught.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnawaitedTaskAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UsageDiagnostics.UnawaitedTask];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(static c => Look(c));
    }

    private static void Look(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is not IMethodSymbol { IsAsync: false } method
            || FunctionAttribute.Of(method) is null
            || ReturnShape.Of(method, context.Compilation).Kind is not (ReturnKind.Task or ReturnKind.TaskOfValue or ReturnKind.Sequence))
        {
            return;
        }

        foreach (var statement in context.OperationBlocks.SelectMany(b => b.Descendants()).OfType<IReturnOperation>())
        {
            if (statement is { Kind: OperationKind.Return, ReturnedValue: { } value } && Around(statement) is var (name, span) && IsBegunWithin(value, span))
            {
                context.ReportDiagnostic(Diagnostic.Create(UsageDiagnostics.UnawaitedTask, value.Syntax.GetLocation(), method.Name, name));
            }
        }
    }

    /// <summary>What ends with the statement, and from where on; null for nothing.</summary>
    private static (string Name, TextSpan Span)? Around(IOperation statement)
    {
        for (var (inner, outer) = (statement, statement.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
                case IUsingOperation when inner is IBlockOperation:
                    return ("using", outer.Syntax.Span);
                case ILockOperation:
                    return ("lock", outer.Syntax.Span);
                case ITryOperation attempt when inner == attempt.Body || attempt.Finally is not null:
                    return ("try", outer.Syntax.Span);
                case IBlockOperation block when block.Operations.TakeWhile(o => o != inner).OfType<IUsingDeclarationOperation>().FirstOrDefault() is { } declaration:
                    return ("using", TextSpan.FromBounds(declaration.Syntax.SpanStart, block.Syntax.Span.End));
            }
        }

        return null;
    }

    /// <summary>The value is a task that a call within the span has begun. One that is complete, or comes from elsewhere, needs nothing that ends here.</summary>
    private static bool IsBegunWithin(IOperation value, TextSpan span) => value switch
    {
        IConversionOperation conversion => IsBegunWithin(conversion.Operand, span),
        IConditionalOperation { WhenFalse: { } otherwise } choice => IsBegunWithin(choice.WhenTrue, span) || IsBegunWithin(otherwise, span),
        IInvocationOperation call => !IsComplete(call.TargetMethod),
        IObjectCreationOperation { Arguments: [{ Value: { } argument }, ..] } => argument.Type?.Name is "Task" && IsBegunWithin(argument, span),
        ILocalReferenceOperation { Local.DeclaringSyntaxReferences: [var declaration], SemanticModel: { } model } =>
            span.Contains(declaration.Span)
            && model.GetOperation(declaration.GetSyntax()) is IVariableDeclaratorOperation { Initializer.Value: not ILocalReferenceOperation and { } initial }
            && IsBegunWithin(initial, span),
        _ => false,
    };

    private static bool IsComplete(IMethodSymbol method) =>
        method is { ContainingType.Name: "Task" or "ValueTask", Name: "FromResult" or "FromException" or "FromCanceled" };
}
