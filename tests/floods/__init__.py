"""Floods: what is refused at the wire, at the door of a decision, and by a proxy in front; and what an honest person notices."""
