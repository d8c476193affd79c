"""What is true whatever the site and the database: records, landing files, French dates, names, texts."""
