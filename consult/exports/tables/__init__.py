"""A decision's comments and what became of them as files: CSV, XLSX, and the summary table 意见采纳情况汇总表 as DOCX."""
