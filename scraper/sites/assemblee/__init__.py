"""The Assemblée nationale's own data and pages."""

SOURCE = "assemblee"
