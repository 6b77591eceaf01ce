"""From a reading to what follows."""
