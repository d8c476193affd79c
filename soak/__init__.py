"""``make soak``: kills, faults and repeated nights, and whether the database is as if nothing had happened."""
