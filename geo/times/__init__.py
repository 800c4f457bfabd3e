"""When: dates, parts of the day, stretches of time."""
