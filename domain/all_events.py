"""Every event of the domain, by subject. Importing this module registers all topics."""

from domain.anchor import events as anchor
from domain.catalogue import events as catalogue
from domain.comment import events as comment
from domain.consultation import events as consultation
from domain.point import events as point

__all__ = ["anchor", "catalogue", "comment", "consultation", "point"]
