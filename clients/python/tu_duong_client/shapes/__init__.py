"""What the API answers."""

# Written by `make clients` from the schema of the API: do not edit.
