import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
JOBS: dict[str, int] = {"resize": 2, "crop": 1}


async def run_job(websocket: WebSocket, name: str):
    seconds = JOBS[name]
    await asyncio.sleep(seconds / 10)
    await websocket.send_json({"job": name, "state": "done"})


@app.websocket("/jobs")
async def jobs(websocket: WebSocket):
    await websocket.accept()
    tasks = set()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            task = asyncio.create_task(run_job(websocket, (message.get("text") or "")[:40]))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
    except WebSocketDisconnect:
        pass
