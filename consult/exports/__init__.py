"""What leaves the site as a whole: the export, the offline pack of a decision, and tables; and the way back."""
