from collections.abc import Iterator
from dataclasses import asdict, dataclass

from fastapi import FastAPI, WebSocket

app = FastAPI(title="Tea shop")


@dataclass(frozen=True)
class Answer:
    type: str
    data: object


class Shelf:
    def __init__(self, counts: dict[str, int]) -> None:
        self.counts = counts

    def __iter__(self) -> Iterator[str]:
        return iter(self.counts)

    def answer(self, question: dict) -> Answer:
        match question:
            case {"type": "list"}:
                return Answer("list", list(self))
            case {"item": item} if item in self.counts:
                return Answer("stock", {"item": item, "count": self.counts[item]})
            case {"item": item}:
                return Answer("error", f"no such item: {item}")
            case _:
                return Answer("error", "not a question")


shelf = Shelf({"sencha": 12, "earl's blend": 3, "thé à la menthe": 0})


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    async for question in websocket.iter_json():
        print(f"{client_id} asks for {question.get('item', 'the list')}")
        await websocket.send_json(asdict(shelf.answer(question)))
