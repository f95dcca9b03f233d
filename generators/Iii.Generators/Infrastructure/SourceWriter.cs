using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Iii.Generators.Infrastructure;

/// <summary>Writes indented source text with line feeds, so that the output is the same on every machine.</summary>
internal sealed class SourceWriter
{
    private const int LargestKept = 64 * 1024;

    // A project has thousands of files, which are written one after the other.
    [ThreadStatic]
    private static StringBuilder? t_spare;

    private readonly StringBuilder _text = Take();
    private int _indent;
    private bool _isLineStart = true;

    /// <summary>Writes lines at the current indentation; the text may hold several, empty ones stay empty.</summary>
    public SourceWriter Line(string text = "")
    {
        Append(text);
        return EndLine();
    }

    /// <summary>As the text would be written, without putting it together first.</summary>
    public SourceWriter Line([InterpolatedStringHandlerArgument("")] ref Text text)
    {
        _ = text;
        return EndLine();
    }

    /// <summary>Opens a block; dispose the result to close it.</summary>
    public Block Open(string? head = null, string close = "}")
    {
        if (head is not null)
        {
            Line(head);
        }

        return OpenBrace(close);
    }

    /// <summary>As the head would be written, without putting it together first.</summary>
    public Block Open([InterpolatedStringHandlerArgument("")] ref Text head, string close = "}")
    {
        Line(ref head);
        return OpenBrace(close);
    }

    /// <summary>Indents what follows, without braces; dispose the result to end it.</summary>
    public Block Indent()
    {
        _indent++;
        return new Block(this, null);
    }

    /// <summary>The whole text; the writer is done with.</summary>
    public string Finish()
    {
        var text = _text.ToString();
        if (_text.Capacity <= LargestKept)
        {
            t_spare = _text;
        }

        return text;
    }

    private static StringBuilder Take()
    {
        var text = t_spare ?? new StringBuilder(LargestKept / 4);
        t_spare = null;
        return text.Clear();
    }

    private void Append(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var feed = text.IndexOf('\n', start);
            var end = feed < 0 ? text.Length : feed;
            if (end > start && _isLineStart && !(text[start] is '\r' && feed == start + 1))
            {
                _text.Append(' ', _indent * 4);
                _isLineStart = false;
            }

            _text.Append(text, start, end - start);
            if (feed < 0)
            {
                return;
            }

            EndLine();
            start = feed + 1;
        }
    }

    private SourceWriter EndLine()
    {
        if (_text.Length > 0 && _text[_text.Length - 1] is '\r')
        {
            _text.Length--;
        }

        _text.Append('\n');
        _isLineStart = true;
        return this;
    }

    private Block OpenBrace(string close)
    {
        Line("{");
        _indent++;
        return new Block(this, close);
    }

    /// <summary>A text whose parts are written as they come.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Text
    {
        private readonly SourceWriter _writer;

        public Text(int literalLength, int formattedCount, SourceWriter writer) => _writer = writer;

        public void AppendLiteral(string value) => _writer.Append(value);

        public void AppendFormatted(string? value) => _writer.Append(value ?? "");

        public void AppendFormatted<T>(T value)
            where T : struct, IFormattable => _writer.Append(value.ToString(null, CultureInfo.InvariantCulture));
    }

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
