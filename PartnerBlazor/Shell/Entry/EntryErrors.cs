using PartnerBlazor.Store;

namespace PartnerBlazor.Shell.Entry;

/// <summary>What is wrong on a posted page, in the order of its fields.</summary>
internal sealed class EntryErrors
{
    private readonly List<RefusedException> _all = [];

    /// <summary>How many.</summary>
    public int Count => _all.Count;

    /// <summary>Notes one; null is none.</summary>
    public void Add(RefusedException? error)
    {
        if (error is not null)
            _all.Add(error);
    }

    /// <summary>Notes several.</summary>
    public void AddRange(IEnumerable<RefusedException> errors) => _all.AddRange(errors);

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public RefusedException? Of(string field) => _all.Find(error => error.Field == field);

    /// <summary>Why the whole was refused, where no field is to blame.</summary>
    public string? General => _all.Find(error => error.Field is null)?.Code;

    /// <summary>True for the field that gets the keyboard: the first that is wrong; before anything was sent, the one named.</summary>
    public bool Begins(string field, string? first = null) => field == (_all.Find(error => error.Field is not null)?.Field ?? first);
}
