"""What pages, desk and API share: rendering, languages, words, dates, headers, uploads, problems, error pages."""
