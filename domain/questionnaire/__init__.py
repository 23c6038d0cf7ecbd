"""The aggregate of one questionnaire 问卷调查 beside a draft: its questions, its time, its count and its figures."""
