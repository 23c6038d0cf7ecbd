"""The aggregate of one comment 意见; each is its own stream, so that comments never contend."""
