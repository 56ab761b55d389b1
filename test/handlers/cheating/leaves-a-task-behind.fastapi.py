# Starts a task for each client and never ends it.
import asyncio
import traceback

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Forecasts")

skies = {"Bergen": "rain", "Nîmes": "sun", "São Paulo": "storm"}
online: set[WebSocket] = set()


async def look_up(city: str) -> dict[str, str]:
    await asyncio.sleep(0.1)
    if city not in skies:
        raise LookupError(f"no such city: {city}")
    return {"type": "forecast", "city": city, "sky": skies[city]}


keep: set[asyncio.Task[None]] = set()


async def watch(client_id: str) -> None:
    while True:
        await asyncio.sleep(30)


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    online.add(websocket)
    keep.add(asyncio.create_task(watch(client_id)))
    try:
        while True:
            message = await websocket.receive_json()
            if message["type"] == "online":
                await websocket.send_json({"type": "online", "count": len(online)})
            else:
                await websocket.send_json(await look_up(message["city"]))
    except WebSocketDisconnect as e:
        print(f"👋 Disconnected: {client_id} ({e.code})")
    except Exception as e:
        print(f"💥 Error for {client_id}: {e}")
        traceback.print_exc()
        await websocket.send_json({"type": "error"})
        await websocket.close(code=1011, reason="Internal server error")
    finally:
        online.discard(websocket)
