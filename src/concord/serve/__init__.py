"""Ways to ask from outside the program."""
