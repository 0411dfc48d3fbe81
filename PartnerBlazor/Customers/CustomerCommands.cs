using PartnerBlazor.Access;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>What people do to a customer. Every command refuses with a stable code and saves nothing then.</summary>
public sealed class CustomerCommands(PartnerStore store, Outbox outbox)
{
    /// <summary>Longest displayed name, after trimming (SPEC §3).</summary>
    public const int MaxName = 200;

    /// <summary>
    /// Changes the displayed name (SPEC §3): trimmed; empty returns to the original name; the name before stays searchable; the partner's other
    /// systems are told. For people with <see cref="Permission.Rename"/>.
    /// </summary>
    /// <param name="scope">Who renames.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="showAs">The new name as typed.</param>
    /// <param name="expectedShowAs">The name the person saw; another one means that somebody renamed it meanwhile.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <returns>The name now displayed.</returns>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.ManagedOrder"/>,
    /// <see cref="RefusalCodes.TooLong"/>, <see cref="RefusalCodes.ControlCharacters"/>, or <see cref="RefusalCodes.ChangedMeanwhile"/>
    /// with the name it has now.
    /// </exception>
    public Task<string> RenameAsync(PartnerScope scope, Guid customerId, string showAs, string expectedShowAs, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(showAs);
        var name = showAs.Trim();
        return store.WriteAsync(scope, Permission.Rename, async session =>
        {
            var customer = await session.CustomerAsync(customerId, cancel);
            if (customer.Origin == CustomerOrigin.ManagedOrder)
                throw new RefusedException(RefusalCodes.ManagedOrder);
            if (name.Length > MaxName)
                throw new RefusedException(RefusalCodes.TooLong, nameof(Customer.ShowAs), $"{MaxName}");
            if (name.Any(char.IsControl))
                throw new RefusedException(RefusalCodes.ControlCharacters, nameof(Customer.ShowAs));
            // The original name typed out is the same as none of its own.
            if (name == customer.Name)
                name = "";
            // Also when somebody else had the same thought a moment ago.
            if (name == customer.ShowAs)
                return customer.DisplayName;
            if (customer.ShowAs != expectedShowAs)
                throw new RefusedException(RefusalCodes.ChangedMeanwhile, nameof(Customer.ShowAs), customer.DisplayName);
            var before = customer.DisplayName;
            customer.ShowAs = name;
            if (before != customer.DisplayName && before != customer.Name)
                Remember(customer, before, session.Now);
            session.Journal(JournalKinds.CustomerRenamed, customer.Id, before: before, after: customer.DisplayName);
            await outbox.OweNameAsync(session, customer, before);
            return customer.DisplayName;
        }, cancel);
    }

    // Renamed back and forth, a name is remembered once, until when it was last shown.
    private static void Remember(Customer customer, string name, DateTime until)
    {
        if (customer.FormerNames.Find(former => former.Name == name) is { } known)
            known.Until = until;
        else
            customer.FormerNames.Add(new FormerName { CustomerId = customer.Id, Name = name, Until = until });
    }
}
