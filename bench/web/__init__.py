"""What a browser and the checker of HTML find in a finished web edition: `make web-audit`."""
