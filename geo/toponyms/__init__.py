"""Place names in a text: found, and resolved to places."""
