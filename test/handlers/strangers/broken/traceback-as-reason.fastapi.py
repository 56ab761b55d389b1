import json
import traceback

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/rpc")
async def rpc(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            call = json.loads(message.get("text") or "")
            await websocket.send_json({"id": call["id"], "result": call["method"].upper()})
    except WebSocketDisconnect:
        return
    except Exception:
        await websocket.close(code=1011, reason=traceback.format_exc())
