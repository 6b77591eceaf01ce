"""The register in a database: SQLite by default, PostgreSQL with the same code."""
