namespace Iii.DevEngine.Modules.Storage;

/// <summary>A change is not kept.</summary>
internal sealed class JournalException(string message, Exception? innerException = null) : IOException(message, innerException);
