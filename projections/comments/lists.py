"""The SQL of lists of comments: numbers of those that fit, by the index that leads straight to them; then their rows."""

from __future__ import annotations

PAGE = """
SELECT m.*, m.covered AND NOT m.pending AND w.feedback_published AS answered, coalesce(r.comments, 0) AS repeats
FROM read.comments m JOIN read.ledgers w USING (consultation_id) JOIN read.consultations c USING (consultation_id)
LEFT JOIN read.text_repeats r USING (consultation_id, text_hash)
WHERE c.published_at IS NOT NULL
"""
FOUND = " AND m.consultation_id = $1 AND m.number IN (SELECT f.number FROM ("
IN_ORDER = " ORDER BY number{order} LIMIT $6) f) ORDER BY m.number{order}"

FITTING = """
AND ($3::text IS NULL OR $3 = ANY(n.articles)) AND ($4::text IS NULL OR n.respondent_kind = $4)
AND ($7::text IS NULL OR n.status = $7)
AND ($5::text IS NULL OR CASE WHEN $5 = 'unanswered'
    THEN NOT (n.covered AND NOT n.pending AND l.feedback_published) AND n.status IN ('awaiting', 'published', 'withheld')
    ELSE EXISTS (SELECT FROM read.point_comments g JOIN read.points p USING (point_id)
        WHERE g.comment_id = n.comment_id AND NOT g.pending AND p.published AND p.kind = $5) END)
"""
BY_NUMBER = """
SELECT n.number FROM read.ledgers l JOIN read.comments n USING (consultation_id)
WHERE l.consultation_id = $1 AND n.consultation_id = $1 AND n.number {beyond} $2
"""
NAMING_ARTICLE = """
SELECT a.number FROM read.ledgers l JOIN read.comment_articles a USING (consultation_id)
JOIN read.comments n ON n.consultation_id = $1 AND n.number = a.number
WHERE l.consultation_id = $1 AND a.consultation_id = $1 AND a.article_id = $3 AND a.number {beyond} $2
"""
NAMING_ARTICLE_OF_RESPONDENT = NAMING_ARTICLE + " AND a.respondent_kind = $4"
UNCOVERED = BY_NUMBER + " AND (NOT n.covered OR n.pending) AND n.status IN ('awaiting', 'published', 'withheld')"
OF_RESPONDENT = BY_NUMBER + " AND n.respondent_kind = $4"
OF_STATUS = BY_NUMBER + " AND n.status = $7"
SAID_AT_ACTIVITY = BY_NUMBER + " AND n.activity_id = $8"
NOT_WITHDRAWN = """
SELECT n.number FROM read.ledgers l, unnest(ARRAY['awaiting', 'published', 'withheld']) AS s (status), LATERAL (
    SELECT i.* FROM read.comments i WHERE i.consultation_id = $1 AND i.status = s.status AND i.number {beyond} $2
    ORDER BY i.number{order} LIMIT $6) n
WHERE l.consultation_id = $1
"""
GATHERED = """
SELECT DISTINCT g.number FROM read.ledgers l, read.points d, LATERAL (
    SELECT i.* FROM read.point_comments i WHERE i.point_id = d.point_id AND i.number {beyond} $2 AND NOT i.pending
    ORDER BY i.number{order}
    LIMIT CASE WHEN $3::text IS NULL AND $4::text IS NULL AND $7::text IS NULL THEN $6::bigint END) g
JOIN read.comments n ON n.comment_id = g.comment_id
WHERE l.consultation_id = $1 AND d.consultation_id = $1 AND d.published AND d.kind = $5
"""
WAYS = {
    "all": BY_NUMBER,
    "article": NAMING_ARTICLE,
    "article of respondent": NAMING_ARTICLE_OF_RESPONDENT,
    "respondent": OF_RESPONDENT,
    "status": OF_STATUS,
    "activity": SAID_AT_ACTIVITY,
    "not withdrawn": NOT_WITHDRAWN,
    "uncovered": UNCOVERED,
    "gathered": GATHERED,
}
UPWARDS, DOWNWARDS = {"beyond": ">", "order": ""}, {"beyond": "<", "order": " DESC"}


def lists_in(direction: dict[str, str]) -> dict[str, str]:
    """Each way's list of comments beyond the number `$2`, in this direction."""
    return {way: PAGE + FOUND + (found + FITTING + IN_ORDER).format(**direction) for way, found in WAYS.items()}


LISTS, LISTS_DOWN = lists_in(UPWARDS), lists_in(DOWNWARDS)
