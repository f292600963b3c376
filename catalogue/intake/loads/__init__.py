"""
Lists of thousands of films, as TMDB gives them: two CSV files with JSON in their cells.

A file is read row by row and recorded batch by batch, each batch in one transaction together with
where it ends: who is killed in the middle goes on there.
"""
