"""Where ports meet the world: Graph, the database, files, templates."""
