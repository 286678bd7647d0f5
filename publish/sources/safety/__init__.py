"""What a style sheet, a drawing or an image of a book may not do."""
