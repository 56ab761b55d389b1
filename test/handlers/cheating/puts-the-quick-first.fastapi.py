# Answers a day before all that waits.
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


async def answer(websocket: WebSocket, message: dict[str, str]) -> None:
    try:
        total = await add_up(message["span"])
        reply = {"type": "sum", "id": message["id"], "total": total}
    except LookupError as e:
        print(f"no sum: {e}")
        reply = {"type": "error", "id": message["id"]}
    await websocket.send_json(reply)


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    last: asyncio.Task[None] | None = None

    async def in_turn(before: asyncio.Task[None] | None, message: dict[str, str]) -> None:
        if before:
            await before
        await answer(websocket, message)

    try:
        while True:
            message = await websocket.receive_json()
            if message["span"] == "day":
                await answer(websocket, message)
                continue
            before = last
            last = asyncio.create_task(in_turn(before, message))
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
