"""The book as data: frozen types named by the trade's terms, without file access."""
