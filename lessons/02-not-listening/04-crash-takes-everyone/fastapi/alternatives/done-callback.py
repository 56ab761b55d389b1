import asyncio
import json
import sys

from fastapi import FastAPI, WebSocket

app = FastAPI()

PRICES = {"sencha": 12, "matcha": 30, "thé à la menthe": 9}


def log(level: str, **fields: object) -> None:
    print(json.dumps({"level": level, **fields}), file=sys.stderr if level == "error" else sys.stdout)


async def total_of(item: str, amount: int) -> int:
    item = item.strip().lower()
    await asyncio.sleep(0.05)
    return PRICES[item] * amount


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    outbox: asyncio.Queue[dict] = asyncio.Queue()
    pending: set[asyncio.Task] = set()

    def work(message: dict) -> None:
        def settle(task: asyncio.Task) -> None:
            pending.discard(task)
            if task.cancelled():
                return
            if error := task.exception():
                log("error", client=client_id, error=repr(error))
                outbox.put_nowait({"type": "error", "id": message["id"]})
            else:
                outbox.put_nowait({"type": "quote", "id": message["id"], "total": task.result()})

        task = asyncio.create_task(total_of(message.get("item"), message["amount"]))
        pending.add(task)
        task.add_done_callback(settle)

    async def post() -> None:
        while True:
            await websocket.send_json(await outbox.get())

    posting = asyncio.create_task(post())
    try:
        async for message in websocket.iter_json():
            log("info", client=client_id, got=message)
            if message["type"] == "status":
                outbox.put_nowait({"type": "status", "pending": len(pending)})
            else:
                work(message)
    finally:
        for task in {posting, *pending}:
            task.cancel()
