"""Tables for other systems (platforms, databases, document exchange), mapped by data."""
