"""Groups, members, officers and posts, as of a day."""
