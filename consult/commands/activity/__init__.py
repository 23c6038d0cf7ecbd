"""Commands about participation activities 参与活动: planned, announced, prepared, held, recorded, confirmed, reported."""
