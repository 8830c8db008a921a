"""Headline figures of real reports, read by a person: offsets and values, no text."""
