"""The graphs, the configuration and the ``newsheaf`` command."""
