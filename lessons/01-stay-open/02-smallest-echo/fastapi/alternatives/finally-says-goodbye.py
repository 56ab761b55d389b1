import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI(title="Echo")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    print(f"🔄 Connection attempt: {client_id}")
    await websocket.accept()
    print(f"✅ Connection accepted: {client_id}")
    ticker = asyncio.create_task(tick(client_id))
    try:
        print(f"⏳ Waiting for a message from {client_id}")
        async for data in websocket.iter_text():
            print(f"📥 Received from {client_id}: {data}")
            await websocket.send_text(f"Echo: {data}")
            print(f"⏳ Waiting for a message from {client_id}")
    finally:
        ticker.cancel()
        print(f"👋 Disconnected: {client_id}")


async def tick(client_id: str) -> None:
    while True:
        await asyncio.sleep(60)
        print(f"{client_id} is still here")
