"""The database in a browser, by Datasette: read-only, on this machine alone."""
