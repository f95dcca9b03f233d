using System.Collections.Immutable;
using Iii.Generators.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Iii.Generators.Tests;

/// <summary>The trim analyzer warns of annotations that are never made at run time; native programs show that these are all that is taken back.</summary>
public sealed class TrimWarningTests
{
    [Fact]
    public async Task Warnings_at_annotations_are_taken_back_and_no_others()
    {
        var compilation = Generation.Of("""
            using System.ComponentModel.DataAnnotations;
            public class X
            {
                [MinLength(1)] public int[]? A { get; set; }
                [Mine(1)] public int B { get; set; }
                [Owned] public int C { get; set; }
                public object Made() => new MinLengthAttribute(1);
            }
            public class MineAttribute : System.Attribute { public MineAttribute(int x) { } }
            public class OwnedAttribute : ValidationAttribute;
            """).Output;
        var diagnostics = await compilation.WithAnalyzers([new Warning(), new TrimWarningSuppressor()], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false, true)).GetAllDiagnosticsAsync();
        var found = diagnostics.Where(d => d.Id == "IL2026").OrderBy(d => d.Location.SourceSpan.Start).ToArray();
        Assert.Equal([("MinLength(1)", true), ("Mine(1)", false), ("Owned", false), ("new MinLengthAttribute(1)", false)], found.Select(d => (Generation.TextAt(d), d.IsSuppressed)));
    }

    /// <summary>Warns at each attribute on a property and at each object that is made, as the trim analyzer would.</summary>
#pragma warning disable RS1036, RS1038, RS1041, RS2008 // It is part of the test.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Warning : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor s_warning = new("IL2026", "Trimming", "It can break", "Trimming", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_warning];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSyntaxNodeAction(c => c.ReportDiagnostic(Diagnostic.Create(s_warning, c.Node.GetLocation())), SyntaxKind.Attribute, SyntaxKind.ObjectCreationExpression);
        }
    }
}
