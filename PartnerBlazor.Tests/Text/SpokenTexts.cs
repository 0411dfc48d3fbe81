using System.Collections.Concurrent;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Text;

namespace PartnerBlazor.Tests.Text;

/// <summary>The real texts, counting how often each is said.</summary>
public sealed class SpokenTexts(IStringLocalizerFactory factory) : IStringLocalizer<CustomerTexts>
{
    private readonly IStringLocalizer _texts = factory.Create(typeof(CustomerTexts));
    private readonly ConcurrentDictionary<string, int> _said = new(StringComparer.Ordinal);

    public LocalizedString this[string name] => Count(name, _texts[name]);

    public LocalizedString this[string name, params object[] arguments] => Count(name, _texts[name, arguments]);

    /// <summary>How often this was said.</summary>
    public int Said(string name) => _said.GetValueOrDefault(name);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => _texts.GetAllStrings(includeParentCultures);

    private LocalizedString Count(string name, LocalizedString text)
    {
        _said.AddOrUpdate(name, 1, (_, count) => count + 1);
        return text;
    }
}
