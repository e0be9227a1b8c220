"""Clients of the outside world: HTTP, feeds, object stores and the published formats. Nothing here knows Beam."""
