"""Display of the directory of staff, and the chart of the organisation made from it."""
