"""Commands between a decision and other units: joint divisions, opinions asked, countersignatures, hand-over."""
