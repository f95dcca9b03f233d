namespace Iii.Fuzz.Sessions;

/// <summary>Holds the functions of the worker that <see cref="WorkerSession"/> runs.</summary>
public static class Functions
{
    [IIIFunction("f")]
    public static Everything? Echo(Everything? value) => value;

    [IIIFunction("t"), Observes("s")]
    public static void Observe(Observed<Everything, Everything> call) => _ = call.ToString();
}
