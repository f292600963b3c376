"""
A large invented archive, to measure what the site does when it holds decades of a festival:
tens of thousands of films, each with its people, texts and screenings. The same every time.
"""
