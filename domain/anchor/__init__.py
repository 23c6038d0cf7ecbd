"""Anchors 时间锚定: an outside authority's time stamps over the log itself."""
