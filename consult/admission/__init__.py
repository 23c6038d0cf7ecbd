"""What the web processes share to keep floods out: levels of what came lately, efforts made use of, counts of refusals."""

from consult.admission.records import AdmissionRecords, Level

__all__ = ["AdmissionRecords", "Level"]
