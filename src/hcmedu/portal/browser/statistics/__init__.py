"""Display of yearbooks: charts, the table over the years, files."""
