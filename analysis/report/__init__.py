"""The report: one page of charts and tables, complete in itself."""
