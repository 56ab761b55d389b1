import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Sums")

totals = {"day": 110, "month": 3_410, "year": 40_150}
seconds = {"day": 0.005, "month": 0.06, "year": 0.12}


async def add_up(span: str) -> int:
    await asyncio.sleep(seconds.get(span, 0.02))
    if span not in totals:
        raise LookupError(f"no such span: {span}")
    return totals[span]


async def reply_to(message: dict[str, str]) -> dict[str, object]:
    try:
        return {"type": "sum", "id": message["id"], "total": await add_up(message["span"])}
    except LookupError as e:
        print(f"no sum: {e}")
        return {"type": "error", "id": message["id"]}


class Answers:
    """Works all questions out at the same time, and sends the answers in their order."""

    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.line: asyncio.Queue[asyncio.Task[dict[str, object]]] = asyncio.Queue()

    async def send_in_order(self) -> None:
        while True:
            task = await self.line.get()
            await self.websocket.send_json(await task)

    async def serve(self) -> None:
        async for message in self.websocket.iter_json():
            self.line.put_nowait(asyncio.create_task(reply_to(message)))


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    answers = Answers(websocket)
    sender = asyncio.create_task(answers.send_in_order())
    try:
        await answers.serve()
    finally:
        sender.cancel()
        print(f"👋 Disconnected: {client_id}")
