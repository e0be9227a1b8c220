"""What is known of text, with no stage in it. Pure functions on strings.

``words`` comes first: tokens of any script and their hashes. ``marks`` finds ordinals and days of the week in them, ``terms`` weighs
what a story is about. ``headline`` says when two lines are one headline, ``language`` which language a text is in, ``credits`` which
names are one source.
"""
