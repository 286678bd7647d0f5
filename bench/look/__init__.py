"""Pictures of finished books, for whoever changes a style sheet: `make look`."""
