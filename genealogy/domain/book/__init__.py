"""The printed book of a clan (sách gia phả): what stands where, before it becomes PDF or EPUB.

Order of dependence: rich_text, facts, arrangement, lists, volumes.
"""
