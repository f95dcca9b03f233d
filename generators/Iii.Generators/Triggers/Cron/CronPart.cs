namespace Iii.Generators.Triggers.Cron;

/// <summary>One part of a field's list, as it stands in the text: digits or a name each.</summary>
/// <param name="First">The value, or the first of a range; null for all.</param>
/// <param name="Last">The last of a range; null for none.</param>
/// <param name="Step">What stands behind the slash; null for nothing.</param>
internal sealed record CronPart(string? First, string? Last, uint? Step);
