using Microsoft.Extensions.Configuration;

namespace Iii.Hosting;

/// <summary>A YAML file as configuration.</summary>
internal sealed class YamlConfigurationProvider(FileConfigurationSource source) : FileConfigurationProvider(source)
{
    private bool _isLoaded;

    public override void Load(Stream stream)
    {
        using var reader = new StreamReader(stream);
        try
        {
            Data = YamlValues.Read(reader);
            _isLoaded = true;
        }
        catch (FormatException) when (_isLoaded)
        {
            // The file is being written, or was written wrong: what holds so far is better than nothing.
        }
    }
}

/// <summary>Where a YAML file is.</summary>
internal sealed class YamlConfigurationSource : FileConfigurationSource
{
    public override IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        EnsureDefaults(builder);
        return new YamlConfigurationProvider(this);
    }
}
