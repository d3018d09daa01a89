"""The language of templates: finding tags in a part, giving them effect, making jinja2 of them."""
