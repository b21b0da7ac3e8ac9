"""News of Sở and the authority above, fetched in the background (RSS vào): B07."""
