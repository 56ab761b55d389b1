import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    while True:
        try:
            message = await asyncio.wait_for(websocket.receive(), timeout=30)
        except asyncio.TimeoutError:
            await websocket.close(code=1000)
            break
        except WebSocketDisconnect:
            break
        if message["type"] == "websocket.disconnect":
            break
        await websocket.send_text(f"got {len(message.get('text') or '')} characters")
