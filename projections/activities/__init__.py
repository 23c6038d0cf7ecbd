"""Read model of participation activities 参与活动, from their announcement, or from their being held, on."""
