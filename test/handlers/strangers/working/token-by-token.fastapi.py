import asyncio
import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


async def generate(prompt: str):
    for word in f"Here is what I know about {prompt}".split()[:40]:
        await asyncio.sleep(0.03)
        yield word


async def complete(websocket: WebSocket, id: str, prompt: str) -> None:
    try:
        async for token in generate(prompt):
            await websocket.send_json({"id": id, "delta": token})
        await websocket.send_json({"id": id, "finish_reason": "stop"})
    except asyncio.CancelledError:
        await websocket.send_json({"id": id, "finish_reason": "cancelled"})
    except (WebSocketDisconnect, RuntimeError):
        pass


@app.websocket("/v1/completions")
async def completions(websocket: WebSocket):
    await websocket.accept()
    task: asyncio.Task[None] | None = None
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            try:
                request = json.loads(message.get("text") or "")
                id, prompt = str(request["id"]), str(request["prompt"])[:200]
            except (ValueError, TypeError, KeyError):
                if message.get("text") == "cancel" and task:
                    task.cancel()
                else:
                    await websocket.send_json({"error": "expected an id and a prompt"})
                continue
            if task:
                await asyncio.wait({task})
            task = asyncio.create_task(complete(websocket, id, prompt))
    except WebSocketDisconnect:
        pass
    if task and not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
