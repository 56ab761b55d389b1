import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    receive = asyncio.ensure_future(websocket.receive())
    try:
        while True:
            done, _ = await asyncio.wait({receive}, timeout=25)
            if not done:
                await websocket.send_json({"type": "keepalive"})
                continue
            message = receive.result()
            if message["type"] == "websocket.disconnect":
                return
            receive = asyncio.ensure_future(websocket.receive())
            await websocket.send_json({"type": "ack", "size": len(message.get("text") or message.get("bytes") or "")})
    except WebSocketDisconnect:
        pass
    finally:
        receive.cancel()
