"""What whoever runs the program sees of it: counts and times of requests, under a request id that the logs carry too."""
