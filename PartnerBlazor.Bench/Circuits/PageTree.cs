namespace PartnerBlazor.Bench.Circuits;

/// <summary>A page as a browser would hold it: render batches applied one after the other.</summary>
public sealed class PageTree
{
    private readonly Dictionary<int, PageNode> _components = [];

    /// <summary>Every node of every component that is there.</summary>
    public IEnumerable<PageNode> Nodes => _roots.SelectMany(root => _components[root].All());

    private readonly List<int> _roots = [];

    /// <summary>The first element that is so.</summary>
    public PageNode? Find(Func<PageNode, bool> wanted) => Nodes.FirstOrDefault(wanted);

    /// <summary>Applies a batch.</summary>
    public void Apply(ReadOnlyMemory<byte> data)
    {
        var batch = new RenderBatch(data);
        for (var i = 0; i < batch.Components; i++)
        {
            var (component, edits) = batch.Change(i);
            if (!_components.TryGetValue(component, out var node))
            {
                // Nobody drew it: it is a root.
                _components[component] = node = new PageNode();
                _roots.Add(component);
            }
            Apply(batch, node, edits);
        }
        foreach (var gone in batch.Gone)
        {
            _components.Remove(gone);
            _roots.Remove(gone);
        }
    }

    private void Apply(RenderBatch batch, PageNode component, IReadOnlyList<Edit> edits)
    {
        var inside = new Stack<PageNode>([component]);
        List<(int From, int To)> moves = [];
        foreach (var edit in edits)
        {
            var children = inside.Peek().Children;
            switch (edit.Kind)
            {
                case EditKind.Prepend:
                    Insert(batch, children, edit.Sibling, edit.Frame);
                    break;
                case EditKind.Remove:
                    children.RemoveAt(edit.Sibling);
                    break;
                case EditKind.SetAttribute:
                    Set(batch, children[edit.Sibling], edit.Frame);
                    break;
                case EditKind.RemoveAttribute:
                    var name = batch.TextOf(edit.Name) ?? "";
                    children[edit.Sibling].Attributes.Remove(name);
                    children[edit.Sibling].Handlers.Remove(name);
                    break;
                case EditKind.UpdateText or EditKind.UpdateMarkup:
                    children[edit.Sibling].Text = batch.Text(edit.Frame);
                    break;
                case EditKind.StepIn:
                    inside.Push(children[edit.Sibling]);
                    break;
                case EditKind.StepOut:
                    inside.Pop();
                    break;
                case EditKind.PermutationEntry:
                    moves.Add((edit.Sibling, edit.Frame));
                    break;
                case EditKind.PermutationEnd:
                    Move(children, moves);
                    moves = [];
                    break;
                default:
                    throw new InvalidDataException($"A batch has an edit of kind {edit.Kind}.");
            }
        }
    }

    private static void Move(List<PageNode> children, List<(int From, int To)> moves)
    {
        var moved = moves.Select(move => (move.To, Node: children[move.From])).ToList();
        foreach (var (to, node) in moved)
            children[to] = node;
    }

    // Returns how many siblings it became: a region is as many as are in it, what only the framework needs is none.
    private int Insert(RenderBatch batch, List<PageNode> children, int at, int frame)
    {
        switch (batch.Kind(frame))
        {
            case FrameKind.Element:
                var element = new PageNode { Element = batch.Element(frame) };
                children.Insert(at, element);
                InsertAll(batch, element, element.Children, 0, frame + 1, frame + batch.Length(frame));
                return 1;
            case FrameKind.Text or FrameKind.Markup:
                children.Insert(at, new PageNode { Text = batch.Text(frame) });
                return 1;
            case FrameKind.Component:
                var component = new PageNode();
                _components[batch.Component(frame)] = component;
                children.Insert(at, component);
                return 1;
            case FrameKind.Region:
                return InsertAll(batch, null, children, at, frame + 1, frame + batch.Length(frame));
            default:
                return 0;
        }
    }

    private int InsertAll(RenderBatch batch, PageNode? element, List<PageNode> children, int at, int frame, int end)
    {
        var inserted = 0;
        while (frame < end)
        {
            if (element is not null && batch.Kind(frame) == FrameKind.Attribute)
                Set(batch, element, frame);
            else
                inserted += Insert(batch, children, at + inserted, frame);
            frame += batch.Kind(frame) is FrameKind.Element or FrameKind.Component or FrameKind.Region ? batch.Length(frame) : 1;
        }
        return inserted;
    }

    private static void Set(RenderBatch batch, PageNode element, int frame)
    {
        var (name, value, handler) = batch.Attribute(frame);
        if (handler > 0)
            element.Handlers[name] = handler;
        else
            element.Attributes[name] = value ?? "";
    }
}
