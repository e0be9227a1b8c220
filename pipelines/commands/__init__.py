"""The ``newsheaf`` command, one file a subcommand."""
