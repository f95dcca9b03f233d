using System.Text;
using System.Threading.Channels;

namespace Iii.DevEngine.Tool.Tests;

/// <summary>What is written, line by line, as soon as it is.</summary>
internal sealed class Lines : TextWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _all = new();
    private readonly StringBuilder _line = new();
    private readonly Lock _gate = new();

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>All that was written, whether it was read or not.</summary>
    public string All
    {
        get
        {
            lock (_gate)
            {
                return _all.ToString();
            }
        }
    }

    public override void Write(char value)
    {
        lock (_gate)
        {
            _all.Append(value);
            if (value == '\n')
            {
                _lines.Writer.TryWrite(_line.ToString().TrimEnd('\r'));
                _line.Clear();
            }
            else
            {
                _line.Append(value);
            }
        }
    }

    public async Task<string> NextAsync()
    {
        using var timeout = new CancellationTokenSource(TestTimeout.Default);
        return await _lines.Reader.ReadAsync(timeout.Token);
    }

    /// <summary>The next line that has all of these texts; those before are skipped.</summary>
    public async Task<string> NextAsync(params string[] texts)
    {
        while (true)
        {
            var line = await NextAsync();
            if (texts.All(t => line.Contains(t, StringComparison.Ordinal)))
            {
                return line;
            }
        }
    }
}
