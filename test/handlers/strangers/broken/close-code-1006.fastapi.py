from typing import Annotated

from fastapi import FastAPI, Query, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str, token: Annotated[str | None, Query()] = None):
    await websocket.accept()
    if token != "jessica":
        await websocket.close(code=1006, reason="no valid token")
        return
    try:
        while True:
            data = await websocket.receive()
            if data["type"] == "websocket.disconnect":
                break
            await websocket.send_text(f"{client_id}: {data.get('text')}")
    except WebSocketDisconnect:
        pass
