"""Long work in processes of its own, beside the one that serves: packs and re-checks are queued here and made there."""
