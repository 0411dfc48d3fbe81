namespace PartnerBlazor.Bench.Circuits;

/// <summary>A node of a page as a circuit draws it: an element, a text, markup, or a component with what it drew.</summary>
public sealed class PageNode
{
    /// <summary>Name of an element; empty otherwise.</summary>
    public string Element { get; init; } = "";

    /// <summary>A text or markup; empty otherwise.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>Attributes with a value.</summary>
    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>Event handlers by the attribute's name (<c>onclick</c>).</summary>
    public Dictionary<string, ulong> Handlers { get; } = new(StringComparer.Ordinal);

    /// <summary>What is in it.</summary>
    public List<PageNode> Children { get; } = [];

    /// <summary>It and everything in it, from top to bottom.</summary>
    public IEnumerable<PageNode> All() => Children.SelectMany(child => child.All()).Prepend(this);

    /// <summary>Its text and that of everything in it.</summary>
    public string AllText => string.Concat(All().Select(node => node.Text));
}
