from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()

PLANS = {"key-free": "free", "key-pro": "pro"}


@app.websocket("/v1/stream")
async def stream(websocket: WebSocket):
    # browsers cannot set headers, our desktop client can
    plan = PLANS[websocket.headers["x-api-key"]]
    await websocket.accept()
    try:
        async for message in websocket.iter_json():
            await websocket.send_json({"plan": plan, "echo": message})
    except WebSocketDisconnect:
        pass
