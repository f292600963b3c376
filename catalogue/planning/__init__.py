"""Questions about hours and houses, answered by pure functions; nothing here knows a database."""
