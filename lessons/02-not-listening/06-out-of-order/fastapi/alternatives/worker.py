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


async def work(websocket: WebSocket, questions: asyncio.Queue[dict[str, str]]) -> None:
    while True:
        question = await questions.get()
        await websocket.send_json(await reply_to(question))
        questions.task_done()


async def listen(websocket: WebSocket, questions: asyncio.Queue[dict[str, str]]) -> None:
    while True:
        await questions.put(await websocket.receive_json())


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    questions: asyncio.Queue[dict[str, str]] = asyncio.Queue(maxsize=100)
    both = asyncio.gather(work(websocket, questions), listen(websocket, questions))
    try:
        await both
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
    finally:
        both.cancel()
