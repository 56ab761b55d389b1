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


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    waiting: list[asyncio.Task[dict[str, object]]] = []

    def collect(_done: asyncio.Task[dict[str, object]]) -> None:
        if all(task.done() for task in waiting):
            replies = [task.result() for task in waiting]
            waiting.clear()
            sends.append(asyncio.create_task(send_all(replies)))

    async def send_all(replies: list[dict[str, object]]) -> None:
        for reply in replies:
            await websocket.send_json(reply)

    sends: list[asyncio.Task[None]] = []
    try:
        while True:
            task = asyncio.create_task(reply_to(await websocket.receive_json()))
            waiting.append(task)
            task.add_done_callback(collect)
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
    finally:
        for task in [*waiting, *sends]:
            task.cancel()
