using Iii.Generated;

namespace Iii.Observers;

/// <summary>Translates between the enumerations of observers and the words of the protocol.</summary>
internal static class ObserverWords
{
    private const Captures All = Captures.Input | Captures.Output | Captures.Error | Captures.Caller | Captures.Metadata;

    private static readonly (Captures Part, string Word)[] s_parts =
    [
        (Captures.Input, "input"),
        (Captures.Output, "output"),
        (Captures.Error, "error"),
        (Captures.Caller, "caller"),
        (Captures.Metadata, "metadata"),
    ];

    /// <summary>Tells whether the parts are among those that the protocol has words for.</summary>
    public static bool IsValid(Captures captures) => (captures & ~All) is 0;

    /// <summary>Gets the word for outcomes; null when there is none.</summary>
    public static string? TextOf(Outcomes outcomes) => outcomes switch
    {
        Outcomes.Success => "success",
        Outcomes.Error => "error",
        Outcomes.Complete => "complete",
        _ => null,
    };

    /// <summary>Gets the word for a payload; null when there is none.</summary>
    public static string? TextOf(ObserverDelivery delivery) => delivery switch
    {
        ObserverDelivery.Envelope => "envelope",
        ObserverDelivery.Input => "input",
        ObserverDelivery.Output => "output",
        _ => null,
    };

    /// <summary>Gets the outcomes of a word; null for one that this version does not know, which accepts no call.</summary>
    public static Outcomes? OutcomesOf(string word) => word switch
    {
        "success" => Outcomes.Success,
        "error" => Outcomes.Error,
        "complete" => Outcomes.Complete,
        _ => null,
    };

    /// <summary>Gets the part of a word; <see cref="Captures.None"/> for one that this version does not know.</summary>
    public static Captures CaptureOf(string? word)
    {
        foreach (var (part, known) in s_parts)
        {
            if (known == word)
            {
                return part;
            }
        }

        return Captures.None;
    }

    /// <summary>Writes parts as the protocol's array of words.</summary>
    public static void WriteCaptures(JsonOutput output, Captures captures)
    {
        output.WriteRaw((byte)'[');
        foreach (var (part, word) in s_parts)
        {
            if ((captures & part) is not 0)
            {
                output.BeginElement();
                output.WriteString(word);
            }
        }

        output.WriteRaw((byte)']');
    }
}
