"""The report as files and on paper: XLSX, JSON, the print page of the yearly assessment, PDF."""
