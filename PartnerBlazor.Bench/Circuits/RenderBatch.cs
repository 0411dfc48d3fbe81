using System.Buffers.Binary;
using System.Text;

namespace PartnerBlazor.Bench.Circuits;

/// <summary>What an edit of a component does to its children.</summary>
internal enum EditKind
{
    Prepend = 1,
    Remove = 2,
    SetAttribute = 3,
    RemoveAttribute = 4,
    UpdateText = 5,
    StepIn = 6,
    StepOut = 7,
    UpdateMarkup = 8,
    PermutationEntry = 9,
    PermutationEnd = 10,
}

/// <summary>What a frame of a render tree is.</summary>
internal enum FrameKind
{
    Element = 1,
    Text = 2,
    Attribute = 3,
    Component = 4,
    Region = 5,
    Markup = 8,
}

/// <summary>An edit: its kind and its three numbers, which mean what the kind says.</summary>
internal readonly record struct Edit(EditKind Kind, int Sibling, int Frame, int Name);

/// <summary>
/// A render batch as it comes over the wire: little-endian tables whose places stand in its last 20 bytes (perf.md §5; the browser's
/// <c>OutOfProcessRenderBatch</c> reads the same). Read in place, nothing is copied but the texts asked for.
/// </summary>
internal readonly struct RenderBatch(ReadOnlyMemory<byte> data)
{
    private const int FrameLength = 20;
    private const int EditLength = 16;
    private const int NumberLength = 4;

    /// <summary>How many components it changes.</summary>
    public int Components => Int(Table(5));

    /// <summary>The components that are gone.</summary>
    public IEnumerable<int> Gone
    {
        get
        {
            var at = Table(3);
            for (var i = 0; i < Int(at); i++)
                yield return Int(at + NumberLength + i * NumberLength);
        }
    }

    /// <summary>The component of a change, and its edits.</summary>
    public (int Component, IReadOnlyList<Edit> Edits) Change(int index)
    {
        var at = Int(Table(5) + NumberLength + index * NumberLength);
        var edits = new Edit[Int(at + NumberLength)];
        for (var i = 0; i < edits.Length; i++)
        {
            var edit = at + 2 * NumberLength + i * EditLength;
            edits[i] = new Edit((EditKind)Int(edit), Int(edit + 4), Int(edit + 8), Int(edit + 12));
        }
        return (Int(at), edits);
    }

    /// <summary>Kind of a frame.</summary>
    public FrameKind Kind(int frame) => (FrameKind)Int(FrameAt(frame));

    /// <summary>How many frames an element, component or region takes, itself included.</summary>
    public int Length(int frame) => Int(FrameAt(frame) + 4);

    /// <summary>Name of an element.</summary>
    public string Element(int frame) => TextOf(Int(FrameAt(frame) + 8)) ?? "";

    /// <summary>Number of a component.</summary>
    public int Component(int frame) => Int(FrameAt(frame) + 8);

    /// <summary>A text, or markup.</summary>
    public string Text(int frame) => TextOf(Int(FrameAt(frame) + 4)) ?? "";

    /// <summary>An attribute: its name, its value, and the number of its handler when it is an event.</summary>
    public (string Name, string? Value, ulong Handler) Attribute(int frame) =>
        (Text(frame), TextOf(Int(FrameAt(frame) + 8)), BinaryPrimitives.ReadUInt64LittleEndian(data.Span[(FrameAt(frame) + 12)..]));

    /// <summary>A text of the table; null for none.</summary>
    public string? TextOf(int index)
    {
        if (index < 0)
            return null;
        var at = Int(Table(1) + index * NumberLength);
        var (length, shift) = (0, 0);
        byte part;
        do
        {
            part = data.Span[at++];
            length |= (part & 0x7f) << shift;
            shift += 7;
        }
        while ((part & 0x80) != 0);
        return Encoding.UTF8.GetString(data.Span.Slice(at, length));
    }

    private int FrameAt(int frame) => Table(4) + NumberLength + frame * FrameLength;

    private int Table(int fromEnd) => Int(data.Length - fromEnd * NumberLength);

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(data.Span[at..]);
}
