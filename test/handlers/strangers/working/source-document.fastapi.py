import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
    await websocket.accept()
    print(f"✅ WebSocket accepted for {client_id}")
    try:
        while True:
            data = await websocket.receive_text()
            message = json.loads(data)
            await websocket.send_text(json.dumps({"type": "response", "keys": len(message)}))
    except WebSocketDisconnect:
        print(f"Client {client_id} disconnected")
    except Exception as e:
        print(f"Error in WebSocket handler: {e!r:.200}")
        await websocket.close(code=1011, reason="Internal server error")
