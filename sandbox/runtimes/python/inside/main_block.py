"""The part of a file that runs when it is started as a program."""

from __future__ import annotations

import ast

#: The two ways round.
MAIN = {
    ast.dump(ast.parse(text, mode="eval").body)
    for text in ('__name__ == "__main__"', '"__main__" == __name__')
}


def take_main_block(tree: ast.Module) -> None:
    """Let it run here, too. One that runs a loop of its own is left out: there is one already."""
    for node in tree.body:
        if isinstance(node, ast.If) and ast.dump(node.test) in MAIN and not _runs_a_loop(node):
            node.test = ast.copy_location(ast.Constant(True), node.test)


def _runs_a_loop(node: ast.If) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "asyncio" for each in ast.walk(node))
