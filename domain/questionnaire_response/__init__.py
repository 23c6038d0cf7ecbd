"""The aggregate of one response 答卷 to a questionnaire; each is its own stream, so that responses never contend."""
