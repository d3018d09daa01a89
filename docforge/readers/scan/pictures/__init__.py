"""Pictures of pages: how they are opened, what is ink on them."""
