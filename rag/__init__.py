"""From a question to a checked answer. Never serves."""
