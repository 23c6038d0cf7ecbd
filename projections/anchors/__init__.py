"""Read model of anchors 时间锚定."""
