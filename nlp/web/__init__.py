"""The page and the HTTP API: a thin edge over the assistant, for people who do not live in a terminal.

Only this package imports the web server (FastAPI, Starlette, uvicorn, pydantic; the ``[web]`` extra). Importing
``nlp.web`` itself imports none of them.
"""
