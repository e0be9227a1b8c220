"""What is known of text, with no stage in it: its words, terms, numbers and ordinals, headlines, language, times and credits."""
