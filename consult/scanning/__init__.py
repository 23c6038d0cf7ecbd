"""Files that strangers sent, before officers open them: what is conspicuous about them, and what a virus scanner says."""
