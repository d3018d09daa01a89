"""Values that are more than text: rich text, pictures, tables, other documents."""
