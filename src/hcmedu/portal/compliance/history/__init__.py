"""The report as it was: a snapshot each week and at each assessment, their trend, two compared."""
