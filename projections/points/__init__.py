"""Read model of opinion points, their comments, and the feedback summary."""
