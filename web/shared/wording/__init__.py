"""Words on pages, in the language of the page: vocabulary, dates, punctuation, marks for Chinese."""
