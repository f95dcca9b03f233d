namespace Iii.Generators.Infrastructure;

/// <summary>The names of the pipeline's steps; tests look at them to prove that nothing is done twice.</summary>
internal static class TrackingNames
{
    public const string Functions = nameof(Functions);
    public const string FunctionClasses = nameof(FunctionClasses);
    public const string FunctionDiagnostics = nameof(FunctionDiagnostics);
    public const string Registration = nameof(Registration);
    public const string MappedCalls = nameof(MappedCalls);
    public const string MappedFunctions = nameof(MappedFunctions);
    public const string ObserveCalls = nameof(ObserveCalls);
    public const string ValidatedTypes = nameof(ValidatedTypes);
    public const string JsonOfSignatures = nameof(JsonOfSignatures);
    public const string JsonOfCalls = nameof(JsonOfCalls);
    public const string JsonTypes = nameof(JsonTypes);
    public const string JsonCodec = nameof(JsonCodec);
    public const string JsonRegistration = nameof(JsonRegistration);
}
