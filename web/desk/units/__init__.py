"""Other units of a decision at the desk: who undertakes it with whom, who was asked, who countersigned, who handed it over."""
