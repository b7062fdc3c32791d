"""A library of articles: adding to it, asking across it, summarising it, and scoring all three.

>>> from nlp.library.shelf import Shelf                  # doctest: +SKIP
>>> shelf = Shelf.create("tin-2024")                     # doctest: +SKIP
>>> shelf.add(["bai-bao/", "tin.jsonl.xz"]).added        # doctest: +SKIP
1204
>>> shelf.ask("Thanh Hóa xếp thứ mấy về PAPI?").groups   # doctest: +SKIP
"""
