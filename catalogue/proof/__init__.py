"""What is wrong or wanting in the catalogue: small rules, each asked of the database."""
