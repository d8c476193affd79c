"""Reading the database for the people who ask the questions: search, exports, report, explore."""
