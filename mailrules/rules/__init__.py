"""One small file a mechanism: what in a protocol file calls it, and what follows."""
