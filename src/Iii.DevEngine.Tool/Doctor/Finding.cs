using System.Text.Json;

namespace Iii.DevEngine.Tool.Doctor;

/// <summary>Represents something that the doctor has found.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">What scripts know it by.</param>
/// <param name="Subject">What it is about, for people.</param>
/// <param name="Message">What is, or will be.</param>
/// <param name="Advice">What to do.</param>
internal sealed record Finding(FindingSeverity Severity, string Code, string Subject, string Message, string Advice)
{
    /// <summary>The function that is concerned; null when it is not known.</summary>
    public string? FunctionId { get; init; }

    /// <summary>The worker that has it; null when it is not known.</summary>
    public string? Worker { get; init; }

    /// <summary>The trigger or the observer that is concerned.</summary>
    public string? Id { get; init; }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("severity", Severity is FindingSeverity.Error ? "error" : "note");
        writer.WriteString("code", Code);
        WriteOptional(writer, "function_id", FunctionId);
        WriteOptional(writer, "worker_name", Worker);
        WriteOptional(writer, "id", Id);
        writer.WriteString("subject", Subject);
        writer.WriteString("message", Message);
        writer.WriteString("advice", Advice);
        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}

/// <summary>Says how bad a finding is.</summary>
internal enum FindingSeverity
{
    /// <summary>It does not work, or will not on iii 0.26.</summary>
    Error,

    /// <summary>It works, but means something else on iii 0.26.</summary>
    Note,
}
