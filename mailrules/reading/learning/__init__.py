"""What labelled letters teach the reading: words made nameless, features, and a linear model with readable weights."""
