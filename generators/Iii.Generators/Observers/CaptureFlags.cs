namespace Iii.Generators.Observers;

/// <summary>The flags of the enums Captures and Outcomes.</summary>
internal static class CaptureFlags
{
    public const int Input = 1;
    public const int Output = 2;
    public const int Error = 4;
    public const int Caller = 8;
    public const int Metadata = 16;
    public const int All = Input | Output | Error | Caller | Metadata;

    public const int OnSuccess = 1;
    public const int OnError = 2;
    public const int OnComplete = OnSuccess | OnError;

    private static readonly string[] s_names = ["Input", "Output", "Error", "Caller", "Metadata"];

    /// <summary>The parts that a call with one of the outcomes can have.</summary>
    public static int Possible(int on) => All & ~((on & OnSuccess) == 0 ? Output : 0) & ~((on & OnError) == 0 ? Error : 0);

    /// <summary>The flags as a C# expression.</summary>
    public static string Captures(int flags) => flags == 0
        ? "global::Iii.Captures.None"
        : string.Join(" | ", s_names.Where((_, i) => (flags & (1 << i)) != 0).Select(n => "global::Iii.Captures." + n));

    /// <summary>The flags as a C# expression.</summary>
    public static string Outcomes(int flags) => "global::Iii.Outcomes." + flags switch { OnError => "Error", OnComplete => "Complete", _ => "Success" };
}
