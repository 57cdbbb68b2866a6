"""What is withheld, and from whom: small numbers, and the public edition."""
