using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Text;

namespace PartnerBlazor.Bench.Micro;

/// <summary>What it costs to say a text: a row of the list says about twenty at each render, in every session that draws it.</summary>
[MemoryDiagnoser]
[Config(typeof(InProcess))]
public class TextsBench
{
    private IStringLocalizer<CustomerTexts> _framework = null!;
    private KeptTexts<CustomerTexts> _kept = null!;

    /// <summary>Makes both.</summary>
    [GlobalSetup]
    public void Open()
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        _framework = services.GetRequiredService<IStringLocalizer<CustomerTexts>>();
        _kept = new KeptTexts<CustomerTexts>(services.GetRequiredService<IStringLocalizerFactory>());
    }

    /// <summary>As the framework looks it up.</summary>
    [Benchmark(Baseline = true)]
    public string Framework() => _framework[nameof(CustomerTexts.NoLicences)];

    /// <summary>As it is kept.</summary>
    [Benchmark]
    public string Kept() => _kept[nameof(CustomerTexts.NoLicences)];

    private sealed class InProcess : ManualConfig
    {
        public InProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
