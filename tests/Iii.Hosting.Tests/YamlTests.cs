using Iii.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Iii.Tests;

/// <summary>The file that III_CONFIG names, as configuration.</summary>
public sealed class YamlTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iii-yaml").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("server:\n  port: 3000\n  host: a b\n", "server:host=a b|server:port=3000")]
    [InlineData("hosts: [a, b]\nlist:\n- x: 1\n- 2\n", "hosts:0=a|hosts:1=b|list:0:x=1|list:1=2")]
    [InlineData("on: yes\nnone: ~\nempty:\nquoted: '~'\ntext: \"null\"\n", "empty=|none=|on=yes|quoted='~'|text='null'")]
    [InlineData("""{"server": {"port": 3000, "tags": ["a"]}, "on": true}""", "on=true|server:port=3000|server:tags:0=a")]
    [InlineData("a: {}\nb: []\n", "")]
    [InlineData("", "")]
    [InlineData("# nothing\n", "")]
    [InlineData("---\na: 1\n...\n", "a=1")]
    [InlineData("null\n", "")]
    [InlineData("many: |\n  one\n  two\n", "many=one\ntwo\n")]
    public void Yaml_and_json_are_keys_and_values(string yaml, string values) => Assert.Equal(
        values,
        string.Join('|', YamlValues.Read(new StringReader(yaml)).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={(v.Value is "~" or "null" ? $"'{v.Value}'" : v.Value)}")));

    [Theory]
    [InlineData("- a\n", "At line 1, column 1, the document is not a mapping")]
    [InlineData("a: 1\nA: 2\n", "At line 2, column 4, 'A' is there twice.")]
    [InlineData("a: &x 1\nb: *x\n", "At line 2, column 4, anchors and aliases are not supported")]
    [InlineData("a: 1\n---\nb: 2\n", "there is a second document")]
    [InlineData("? [a]\n: 1\n", "a key is not a text")]
    [InlineData("a: [1\n", "It is not YAML at line")]
    public void What_configuration_can_not_hold_is_refused_with_its_place(string yaml, string problem) =>
        Assert.Contains(problem, Assert.Throws<FormatException>(() => YamlValues.Read(new StringReader(yaml))).Message, StringComparison.Ordinal);

    [Fact]
    public void Depth_has_a_bound()
    {
        YamlValues.Read(new StringReader("a: " + new string('[', 60) + new string(']', 60)));
        Assert.Contains("deeper than 64", Assert.Throws<FormatException>(() => YamlValues.Read(new StringReader("a: " + new string('[', 500) + new string(']', 500)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_changes_is_read_again()
    {
        var path = Write("server:\n  port: 3000\n");
        var configuration = (ConfigurationRoot)new ConfigurationBuilder().AddIiiConfiguration(path).Build();
        using (configuration)
        {
            Assert.Equal("3000", configuration["Server:Port"]);
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = ChangeToken.OnChange(configuration.GetReloadToken, () =>
            {
                if (configuration["server:port"] == "4000")
                {
                    changed.TrySetResult();
                }
            });
            Write("server:\n  port: 4000\n");
            await changed.Task.WaitAsync(TestTimeout.Default);
        }
    }

    [Fact]
    public void A_file_that_is_no_yaml_any_more_leaves_what_holds()
    {
        using var configuration = (ConfigurationRoot)new ConfigurationBuilder().AddIiiConfiguration(Write("a: 1\n")).Build();
        Write("a: [1\n");
        configuration.Reload();
        Assert.Equal("1", configuration["a"]);
        Write("a: 2\n");
        configuration.Reload();
        Assert.Equal("2", configuration["a"]);
    }

    [Fact]
    public void A_file_that_is_not_there_or_not_yaml_is_an_error_that_names_it()
    {
        var missing = Path.Combine(_folder, "missing.yaml");
        Assert.Contains("missing.yaml", Assert.Throws<FileNotFoundException>(() => new ConfigurationBuilder().AddIiiConfiguration(missing).Build()).Message, StringComparison.Ordinal);
        var broken = Write("a: [1\n");
        var failure = Assert.Throws<InvalidDataException>(() => new ConfigurationBuilder().AddIiiConfiguration(broken).Build());
        Assert.Contains("api.yaml", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_variable_names_the_file_and_without_it_nothing_is_added()
    {
        Environment.SetEnvironmentVariable("III_CONFIG", Write("a: 1\n"));
        try
        {
            Assert.Equal("1", new ConfigurationBuilder().AddIiiConfiguration().Build()["a"]);
            Environment.SetEnvironmentVariable("III_CONFIG", " ");
            Assert.Empty(new ConfigurationBuilder().AddIiiConfiguration().Sources);
        }
        finally
        {
            Environment.SetEnvironmentVariable("III_CONFIG", null);
        }
    }

    private string Write(string yaml)
    {
        var path = Path.Combine(_folder, "api.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
