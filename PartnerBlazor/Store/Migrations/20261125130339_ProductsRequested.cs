using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerBlazor.Store.Migrations
{
    /// <inheritdoc />
    public partial class ProductsRequested : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ProductsRequested",
                table: "Customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProductsRequested",
                table: "CustomerRows",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ProductsRequested",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "ProductsRequested",
                table: "CustomerRows");
        }
    }
}
