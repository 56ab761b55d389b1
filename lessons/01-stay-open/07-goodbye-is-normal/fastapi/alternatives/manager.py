import asyncio
import traceback

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Forecasts")

skies = {"Bergen": "rain", "Nîmes": "sun", "São Paulo": "storm"}


async def look_up(city: str) -> dict[str, str]:
    await asyncio.sleep(0.1)
    if city not in skies:
        raise LookupError(f"no such city: {city}")
    return {"type": "forecast", "city": city, "sky": skies[city]}


class ConnectionManager:
    def __init__(self) -> None:
        self.active: list[WebSocket] = []

    async def connect(self, websocket: WebSocket) -> None:
        await websocket.accept()
        self.active.append(websocket)

    def disconnect(self, websocket: WebSocket) -> None:
        self.active.remove(websocket)


manager = ConnectionManager()


async def answer(websocket: WebSocket, message: dict[str, str]) -> None:
    if message["type"] == "online":
        await websocket.send_json({"type": "online", "count": len(manager.active)})
    else:
        await websocket.send_json(await look_up(message["city"]))


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await manager.connect(websocket)
    try:
        while True:
            await answer(websocket, await websocket.receive_json())
    except WebSocketDisconnect as e:
        print(f"👋 Disconnected: {client_id} with {e.code}")
    except Exception:
        traceback.print_exc()
        await websocket.send_json({"type": "error"})
        await websocket.close(code=1011, reason="Internal server error")
    finally:
        manager.disconnect(websocket)
