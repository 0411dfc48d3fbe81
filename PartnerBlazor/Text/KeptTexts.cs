using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;

namespace PartnerBlazor.Text;

/// <summary>
/// The texts of a resource, each looked up once a language and kept: one for all tabs. The framework's own is made anew for every component
/// and writes a key of its cache at every lookup, and a row of the list alone says twenty texts in every session it is drawn in.
/// </summary>
/// <typeparam name="T">The resource.</typeparam>
public sealed class KeptTexts<T>(IStringLocalizerFactory factory) : IStringLocalizer<T>
{
    private readonly IStringLocalizer _texts = (factory ?? throw new ArgumentNullException(nameof(factory))).Create(typeof(T));
    private readonly ConcurrentDictionary<(string Language, string Name), LocalizedString> _kept = new();

    /// <inheritdoc/>
    public LocalizedString this[string name]
    {
        get
        {
            var key = (CultureInfo.CurrentUICulture.Name, name);
            if (_kept.TryGetValue(key, out var kept))
                return kept;
            var text = _texts[name];
            // What does not exist may be asked for under any name: only what does is kept.
            return text.ResourceNotFound ? text : _kept.GetOrAdd(key, text);
        }
    }

    /// <inheritdoc/>
    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var text = this[name];
            return new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, text.Value, arguments), text.ResourceNotFound, text.SearchedLocation);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => _texts.GetAllStrings(includeParentCultures);
}
