def open_to_all(response):
    """Scripts of every site may read the answer: it is the same for everybody."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag"
    return response
