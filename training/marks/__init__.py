"""The classifier of pen marks: how its examples are drawn, how it is trained and measured."""
