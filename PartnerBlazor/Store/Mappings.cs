using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerBlazor.Store;

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>,
    IEntityTypeConfiguration<PersonGroup>, IEntityTypeConfiguration<PersonCustomer>, IEntityTypeConfiguration<PersonPreference>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.HasIndex(p => new { p.PartnerId, p.Email }).IsUnique();
        builder.HasOne<Partner>().WithMany().HasForeignKey(p => p.PartnerId);
        // No foreign key: SQLite would have to build the table anew, outside a transaction. The command refuses to delete a role that is in use.
        builder.HasIndex(p => p.CustomRoleId);
        builder.HasMany(p => p.Groups).WithOne().HasForeignKey(g => g.PersonId);
        builder.HasMany(p => p.Customers).WithOne().HasForeignKey(c => c.PersonId);
    }

    public void Configure(EntityTypeBuilder<PersonGroup> builder)
    {
        builder.HasKey(g => new { g.PersonId, g.GroupId });
        builder.HasOne<CustomerGroup>().WithMany().HasForeignKey(g => g.GroupId);
    }

    public void Configure(EntityTypeBuilder<PersonCustomer> builder)
    {
        builder.HasKey(c => new { c.PersonId, c.CustomerId });
        builder.HasOne<Customer>().WithMany().HasForeignKey(c => c.CustomerId);
    }

    public void Configure(EntityTypeBuilder<PersonPreference> builder) => builder.HasKey(p => p.PersonId);
}

internal sealed class CustomerMapping : IEntityTypeConfiguration<Customer>, IEntityTypeConfiguration<FormerName>,
    IEntityTypeConfiguration<CustomerAsOf>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => c.PartnerId);
        builder.HasOne<Partner>().WithMany().HasForeignKey(c => c.PartnerId);
        // Ours, bumped on save: SQLite has no row version of its own.
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.OwnsOne(c => c.Contact);
        builder.OwnsOne(c => c.BillingAsked);
        builder.OwnsOne(c => c.ProductsAsked);
        builder.OwnsOne(c => c.Unlink, unlink => unlink.HasIndex(u => u.On).HasFilter("\"Unlink_On\" IS NOT NULL"));
        // What is due and what was unlinked is looked for among a hundred thousand that are neither.
        builder.HasIndex(c => c.UnlinkedAt).HasFilter("\"UnlinkedAt\" IS NOT NULL");
        builder.HasMany(c => c.FormerNames).WithOne().HasForeignKey(f => f.CustomerId);
        builder.HasMany(c => c.Groups).WithOne().HasForeignKey(g => g.CustomerId);
        builder.Ignore(c => c.DisplayName);
    }

    public void Configure(EntityTypeBuilder<FormerName> builder) => builder.HasIndex(f => f.CustomerId);

    public void Configure(EntityTypeBuilder<CustomerAsOf> builder)
    {
        builder.HasKey(a => a.CustomerId);
        builder.HasIndex(a => new { a.PartnerId, a.At });
        // Whose licences, alerts and devices are to be asked for next.
        builder.HasIndex(a => new { a.PartnerId, a.LicencesAskedAt });
        builder.HasIndex(a => new { a.PartnerId, a.AlertsAskedAt });
        builder.HasIndex(a => new { a.PartnerId, a.HealthAskedAt });
    }
}

internal sealed class GroupMapping : IEntityTypeConfiguration<CustomerGroup>, IEntityTypeConfiguration<GroupMember>
{
    public void Configure(EntityTypeBuilder<CustomerGroup> builder)
    {
        builder.Property(g => g.Id).ValueGeneratedNever();
        builder.HasIndex(g => new { g.PartnerId, g.Name }).IsUnique();
        builder.HasOne<Partner>().WithMany().HasForeignKey(g => g.PartnerId);
    }

    public void Configure(EntityTypeBuilder<GroupMember> builder)
    {
        builder.HasKey(m => new { m.CustomerId, m.GroupId });
        builder.HasIndex(m => new { m.GroupId, m.CustomerId });
        builder.HasOne<CustomerGroup>().WithMany().HasForeignKey(m => m.GroupId);
    }
}

internal sealed class LicenceMapping : IEntityTypeConfiguration<Licence>
{
    public void Configure(EntityTypeBuilder<Licence> builder)
    {
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasIndex(l => l.CustomerId);
        builder.HasIndex(l => new { l.PartnerId, l.NextChange });
        // Who has a product nobody knows is asked while the connection page is open.
        builder.HasIndex(l => new { l.PartnerId, l.ProductCode });
        builder.HasOne<Customer>().WithMany().HasForeignKey(l => l.CustomerId);
    }
}

internal sealed class CustomerRowMapping : IEntityTypeConfiguration<CustomerRow>
{
    public void Configure(EntityTypeBuilder<CustomerRow> builder)
    {
        builder.ToTable("CustomerRows");
        builder.HasKey(r => r.RowNo);
        builder.HasIndex(r => r.Id).IsUnique();
        builder.Property(r => r.Covers).HasConversion(
            v => StoreJson.Write(v), v => StoreJson.Read<IReadOnlyList<Cover>>(v), Fixed<IReadOnlyList<Cover>>());
        builder.Property(r => r.GroupIds).HasConversion(
            v => StoreJson.Write(v), v => StoreJson.Read<IReadOnlyList<Guid>>(v), Fixed<IReadOnlyList<Guid>>());
        builder.Property(r => r.Fields).HasConversion(
            v => StoreJson.Write(v), v => StoreJson.Read<SearchFields>(v), Fixed<SearchFields>());
        builder.HasIndex(r => new { r.PartnerId, r.Seq });
        builder.Property<DateTime?>(ListIndexes.ReadAt);
        foreach (var index in ListIndexes.All)
            builder.HasIndex([.. index.Columns], index.Name);
        builder.Ignore(r => r.Mask).Ignore(r => r.Alerts).Ignore(r => r.Visible);
    }

    // Rows are immutable: a value never changes inside, so the reference tells.
    private static ValueComparer<T> Fixed<T>() where T : class => new(
        (a, b) => ReferenceEquals(a, b), v => v.GetHashCode(), v => v);
}

internal sealed class SyncMapping : IEntityTypeConfiguration<SyncRun>
{
    public void Configure(EntityTypeBuilder<SyncRun> builder) => builder.HasIndex(r => new { r.PartnerId, r.Kind, r.Id });
}

internal sealed class ProductMappingMapping : IEntityTypeConfiguration<ProductMapping>
{
    public void Configure(EntityTypeBuilder<ProductMapping> builder) => builder.HasKey(p => new { p.PartnerId, p.Code });
}

internal sealed class JournalMapping : IEntityTypeConfiguration<JournalEntry>, IEntityTypeConfiguration<StoreFact>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.ToTable("Journal");
        builder.HasKey(e => new { e.PartnerId, e.PartnerSeq });
        builder.HasIndex(e => new { e.CustomerId, e.PartnerSeq });
        // With the number: which numbers some days have is found in the index alone.
        builder.HasIndex(e => new { e.PartnerId, e.At, e.PartnerSeq });
        // What names a person is found without reading the journal.
        builder.HasIndex(e => new { e.PartnerId, e.SubjectId }).HasFilter("\"SubjectId\" IS NOT NULL");
        builder.HasIndex(e => new { e.PartnerId, e.ActorId }).HasFilter("\"ActorId\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<StoreFact> builder) => builder.HasKey(f => f.Name);
}
