using Microsoft.Extensions.Configuration;

namespace Iii.Hosting;

/// <summary>A YAML file as configuration.</summary>
internal sealed class YamlConfigurationProvider(FileConfigurationSource source) : FileConfigurationProvider(source)
{
    public override void Load(Stream stream)
    {
        using var reader = new StreamReader(stream);
        Data = YamlValues.Read(reader);
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
