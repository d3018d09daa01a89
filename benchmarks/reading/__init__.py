"""Speed and memory of the readers beside their peers: a module a format, each with `main()`."""
