import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI(title="Forecasts")

skies = {"Bergen": "rain", "Nîmes": "sun", "São Paulo": "storm"}
online: set[WebSocket] = set()


async def look_up(city: str) -> dict[str, str]:
    await asyncio.sleep(0.1)
    if city not in skies:
        raise LookupError(f"no such city: {city}")
    return {"type": "forecast", "city": city, "sky": skies[city]}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    online.add(websocket)
    try:
        while True:
            message = await websocket.receive_json()
            if message["type"] == "online":
                await websocket.send_json({"type": "online", "count": len(online)})
            else:
                await websocket.send_json(await look_up(message["city"]))
    except Exception as e:
        print(f"👋 Disconnected: {client_id} ({getattr(e, 'code', 1000)})")
    finally:
        online.discard(websocket)
