namespace Iii;

/// <summary>The engine has refused a function of this worker, which goes on without it.</summary>
/// <param name="FunctionId">The function.</param>
/// <param name="Code">
/// Why: <c>FUNCTION_NAMESPACE_CONFLICT</c> when another worker has the id, <see cref="ObserverErrorCodes.InvalidArgsFormat"/> or
/// <see cref="ObserverErrorCodes.Unsupported"/> when the engine does not take what is declared.
/// </param>
/// <param name="Namespace">Where it should have been.</param>
/// <param name="OwnerWorkerId">The worker that has the id; empty when it is the engine's own.</param>
public sealed record FunctionRejection(string FunctionId, string Code, string? Namespace, string? OwnerWorkerId);

/// <summary>The engine, or whoever provides the type, has refused a trigger of this worker.</summary>
/// <param name="TriggerId">The trigger.</param>
/// <param name="Type">Its type.</param>
/// <param name="FunctionId">The function that it should have called.</param>
/// <param name="Code">Why, for programs: <see cref="IIIErrorCodes.TriggerRegistrationFailed"/>, …</param>
/// <param name="Message">Why, for people.</param>
public sealed record TriggerRejection(string TriggerId, string Type, string FunctionId, string Code, string Message);
