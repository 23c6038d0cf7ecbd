"""Reading drafts from Word documents."""
