"""Writing the database: its shape, the load from the landing zone, the plan of the next crawl, its status."""
