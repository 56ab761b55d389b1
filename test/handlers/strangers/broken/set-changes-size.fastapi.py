import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
sockets: set[WebSocket] = set()


async def publish(event: dict):
    for socket in sockets:
        await socket.send_json(event)
        await asyncio.sleep(0.2)  # do not flood the proxy


@app.websocket("/events")
async def events(websocket: WebSocket):
    await websocket.accept()
    sockets.add(websocket)
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            await publish({"event": (message.get("text") or "")[:100]})
    except WebSocketDisconnect:
        pass
    finally:
        sockets.discard(websocket)
