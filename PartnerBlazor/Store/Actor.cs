namespace PartnerBlazor.Store;

/// <summary>Who or what causes a change.</summary>
/// <param name="Kind">Kind of actor.</param>
/// <param name="Id">The person; null for all others.</param>
/// <param name="Name">Name of the person; empty for all others.</param>
public sealed record Actor(ActorKind Kind, Guid? Id, string Name)
{
    /// <summary>The licence calendar.</summary>
    public static Actor Calendar { get; } = new(ActorKind.Calendar, null, "");
    /// <summary>The vendor.</summary>
    public static Actor Vendor { get; } = new(ActorKind.Vendor, null, "");
    /// <summary>An import.</summary>
    public static Actor Import { get; } = new(ActorKind.Import, null, "");
    /// <summary>The administrator of a customer.</summary>
    public static Actor Customer { get; } = new(ActorKind.Customer, null, "");
    /// <summary>The identity provider people sign in at.</summary>
    public static Actor Provider { get; } = new(ActorKind.Provider, null, "");
    /// <summary>The portal, telling other systems.</summary>
    public static Actor Delivery { get; } = new(ActorKind.Delivery, null, "");
    /// <summary>Somebody who is not signed in.</summary>
    public static Actor Visitor(string address) => new(ActorKind.Visitor, null, "") { Address = address };
    /// <summary>A person.</summary>
    public static Actor Of(Guid id, string name, string address = "") => new(ActorKind.Person, id, name) { Address = address };

    /// <summary>IP address the person or visitor acts from; empty for all others, and when not told. For the journal alone: it travels no further.</summary>
    public string Address { get; init; } = "";
}
