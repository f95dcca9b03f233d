namespace Iii.Observers.Triggers;

/// <summary>Reports a trigger that has no equal among the observers of the engine.</summary>
internal sealed class UnsupportedTriggerException(string message) : IIIException(ObserverErrorCodes.Unsupported, message);
