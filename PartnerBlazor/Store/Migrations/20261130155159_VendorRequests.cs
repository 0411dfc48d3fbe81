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

            migrationBuilder.CreateIndex(
                name: "IX_Customers_BillingRequested_ProductsRequested",
                table: "Customers",
                columns: new[] { "BillingRequested", "ProductsRequested" },
                filter: "\"BillingRequested\" IS NOT NULL OR \"ProductsRequested\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Customers_BillingRequested_ProductsRequested",
                table: "Customers");

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
