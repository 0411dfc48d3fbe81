namespace PartnerBlazor.Store.Demo;

/// <summary>Something that happened to a demo customer, as its partner's journal tells it.</summary>
/// <param name="At">When (UTC, whole seconds); never after the beginning of the seeding day.</param>
/// <param name="Actor">Who or what caused it.</param>
/// <param name="Kind">One of <see cref="JournalKinds"/>.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="SubjectId">The licence or alert; null: the customer itself.</param>
/// <param name="Item">What it happened to, as people call it.</param>
/// <param name="Before">Value before.</param>
/// <param name="After">Value after.</param>
internal readonly record struct DemoEvent(
    DateTime At, Actor Actor, string Kind, Guid CustomerId, Guid? SubjectId = null, string Item = "", string? Before = null, string? After = null);
