"""The list of clinics on Explore: cards or a table, their order, and what stands above and below them."""
