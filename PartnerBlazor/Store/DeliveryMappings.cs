using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerBlazor.Store;

internal sealed class DeliveryMapping : IEntityTypeConfiguration<NameDelivery>, IEntityTypeConfiguration<CrmAccount>, IEntityTypeConfiguration<DemoAccount>
{
    public void Configure(EntityTypeBuilder<CrmAccount> builder)
    {
        builder.HasKey(a => a.CustomerId);
        builder.Property(a => a.CustomerId).ValueGeneratedNever();
        // An account is one customer's.
        builder.HasIndex(a => new { a.PartnerId, a.AccountId }).IsUnique();
        builder.HasOne<Customer>().WithMany().HasForeignKey(a => a.CustomerId);
    }

    public void Configure(EntityTypeBuilder<NameDelivery> builder)
    {
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => new { d.CustomerId, d.Target }).IsUnique();
        // What is due, and what a page lists: the newest of a state first.
        builder.HasIndex(d => new { d.Target, d.NextAt }).HasFilter("\"NextAt\" IS NOT NULL");
        builder.HasIndex(d => new { d.PartnerId, d.State, d.AskedAt });
        builder.HasOne<Customer>().WithMany().HasForeignKey(d => d.CustomerId);
    }

    public void Configure(EntityTypeBuilder<DemoAccount> builder)
    {
        builder.HasKey(a => new { a.CustomerId, a.Target });
        builder.HasIndex(a => new { a.PartnerId, a.Target, a.At });
    }
}
