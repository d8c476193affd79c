"""Large files: fetched in pieces, gone on with after a break, checked before they take the place of the old one."""
