"""Commands about one comment: submitting and registering it, screening, appeal, erasure."""
