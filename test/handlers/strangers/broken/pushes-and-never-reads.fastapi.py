import asyncio
import random

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws/BTCUSDT")
async def prices(websocket: WebSocket):
    await websocket.accept()
    price = 50_000.0
    try:
        while True:
            price += random.uniform(-10, 10)
            await websocket.send_json({"symbol": "BTCUSDT", "price": round(price, 2)})
            await asyncio.sleep(5)
    except (WebSocketDisconnect, RuntimeError):
        print("subscriber left")
