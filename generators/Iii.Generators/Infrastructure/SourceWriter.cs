using System.Text;

namespace Iii.Generators.Infrastructure;

/// <summary>Writes indented source text with line feeds, so that the output is the same on every machine.</summary>
internal sealed class SourceWriter
{
    // Most files fit.
    private readonly StringBuilder _text = new(4096);
    private int _indent;

    /// <summary>Writes lines at the current indentation; the text may hold several, empty ones stay empty.</summary>
    public SourceWriter Line(string text = "")
    {
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf('\n', start) is var feed and >= 0 ? feed : text.Length;
            var length = end - start - (end > start && text[end - 1] == '\r' ? 1 : 0);
            if (length > 0)
            {
                _text.Append(' ', _indent * 4).Append(text, start, length);
            }

            _text.Append('\n');
            start = end + 1;
        }

        return this;
    }

    /// <summary>Opens a block; dispose the result to close it.</summary>
    public Block Open(string? head = null, string close = "}")
    {
        if (head is not null)
        {
            Line(head);
        }

        Line("{");
        _indent++;
        return new Block(this, close);
    }

    /// <summary>Indents what follows, without braces; dispose the result to end it.</summary>
    public Block Indent()
    {
        _indent++;
        return new Block(this, null);
    }

    public override string ToString() => _text.ToString();

    /// <summary>An open block; one that is the default closes nothing.</summary>
    internal readonly struct Block(SourceWriter? writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            if (writer is null)
            {
                return;
            }

            writer._indent--;
            if (close is not null)
            {
                writer.Line(close);
            }
        }
    }
}
