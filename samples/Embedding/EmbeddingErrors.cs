namespace Iii.Samples.Embedding;

/// <summary>Makes the errors that callers of this worker see.</summary>
internal static class EmbeddingErrors
{
    /// <summary>The code for a model that is missing or of another kind.</summary>
    public const string ModelUnavailable = "model_unavailable";

    /// <summary>The code for a batch with more texts than one call may have.</summary>
    public const string TooManyTexts = "too_many_texts";

    /// <summary>The code for a text with more bytes than a text may have.</summary>
    public const string TextTooLarge = "text_too_large";

    public static IIIException Model(string message, Exception? cause = null) => new(ModelUnavailable, message, cause);
}
