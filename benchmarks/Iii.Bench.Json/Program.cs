using System.Globalization;
using System.Runtime.CompilerServices;
using Iii.Bench.Json;

// Started by Iii.Bench, which checks what users say: `documents ROUNDS` or `numbers MILLIONS SEED`.
if (args is ["numbers", var millions, var seed])
{
    return NumberProof.Run(int.Parse(millions, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture)) ? 0 : 1;
}

var rounds = int.Parse(args[1], CultureInfo.InvariantCulture);
var documents = Documents.Make();
foreach (var document in documents)
{
    document.Check();
}

Console.WriteLine($"{(RuntimeFeature.IsDynamicCodeCompiled ? "JIT" : "native")}, .NET {Environment.Version}, processor time of one document, medians of {rounds} rounds\n");
Print($"| {"document",-38} | {"STJ ns",9} | {"Iii ns",9} | {"ratio",7} | {"STJ bytes",9} | {"Iii bytes",9} | {"its objects",11} |");
Print($"|{new string('-', 40)}|{new string('-', 10)}:|{new string('-', 10)}:|{new string('-', 8)}:|{new string('-', 10)}:|{new string('-', 10)}:|{new string('-', 12)}:|");
foreach (var document in documents)
{
    Row($"{document.Name}, read", Duel.Of(document.Reading, rounds), Duel.Allocated(document.Making));
}

foreach (var document in documents.Where(d => !d.IsOnlyRead))
{
    Row($"{document.Name}, written", Duel.Of(document.Writing, rounds), 0);
}

foreach (var document in documents)
{
    document.Dispose();
}

return 0;

void Row(string name, Duel duel, long objects) =>
    Print($"| {name,-38} | {duel.Framework.Nanoseconds,9:N0} | {duel.Generated.Nanoseconds,9:N0} | {duel.Ratio,5:F2} x | {duel.Framework.Bytes,9:N0} | {duel.Generated.Bytes,9:N0} | {objects,11:N0} |");

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
