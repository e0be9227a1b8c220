"""The stages, one file each: pure functions and plain classes, with a thin Beam transform around them."""
