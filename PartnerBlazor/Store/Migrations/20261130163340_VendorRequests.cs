using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerBlazor.Store.Migrations
{
    /// <inheritdoc />
    public partial class VendorRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "OpensConsoles",
                table: "Partners",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "BillingAsked_At",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "BillingAsked_ById",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BillingAsked_ByName",
                table: "Customers",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "BillingAsked_Detail",
                table: "Customers",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "ProductsAsked_At",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ProductsAsked_ById",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProductsAsked_ByName",
                table: "Customers",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ProductsAsked_Detail",
                table: "Customers",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "AssistanceMails",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PartnerId = table.Column<int>(type: "INTEGER", nullable: false),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    NextAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Problem = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AssistanceMails", x => x.RequestId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AssistanceMails_CustomerId",
                table: "AssistanceMails",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_AssistanceMails_NextAt",
                table: "AssistanceMails",
                column: "NextAt",
                filter: "\"NextAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AssistanceMails");

            migrationBuilder.DropColumn(
                name: "OpensConsoles",
                table: "Partners");

            migrationBuilder.DropColumn(
                name: "BillingAsked_At",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "BillingAsked_ById",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "BillingAsked_ByName",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "BillingAsked_Detail",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "ProductsAsked_At",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "ProductsAsked_ById",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "ProductsAsked_ByName",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "ProductsAsked_Detail",
                table: "Customers");
        }
    }
}
