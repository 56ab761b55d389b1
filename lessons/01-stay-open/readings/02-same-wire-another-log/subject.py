from fastapi import FastAPI, WebSocket

app = FastAPI(title="Weather")

favourites: dict[str, list[str]] = {}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    print(f"🔄 Connection attempt: {client_id}")
    await websocket.accept()
    print(f"✅ Connection accepted: {client_id}")
    for city in favourites[client_id]:
        await websocket.send_json({"type": "forecast", "city": city})
    async for text in websocket.iter_text():
        await websocket.send_json({"type": "forecast", "city": text})
