"""What stands between the network and the application: limits of each connection, and a configuration of nginx."""
