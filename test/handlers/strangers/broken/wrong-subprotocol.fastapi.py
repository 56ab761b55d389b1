from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()

# the app was upgraded to "v2.bridge.example", old tablets still offer "v1.bridge.example"
CURRENT = "bridge.example"


@app.websocket("/bridge")
async def bridge(websocket: WebSocket):
    offered = websocket.scope["subprotocols"]
    await websocket.accept(subprotocol=CURRENT if offered else None)
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            await websocket.send_json({"via": CURRENT, "offered": offered})
    except WebSocketDisconnect:
        return
