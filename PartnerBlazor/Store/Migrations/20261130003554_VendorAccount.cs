using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerBlazor.Store.Migrations
{
    /// <inheritdoc />
    public partial class VendorAccount : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "VendorId",
                table: "Partners",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "VendorKind",
                table: "Partners",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "VendorId",
                table: "Partners");

            migrationBuilder.DropColumn(
                name: "VendorKind",
                table: "Partners");
        }
    }
}
