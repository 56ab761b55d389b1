from dataclasses import dataclass

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Echo")


@dataclass
class Profile:
    name: str
    topics: list[str]


profiles = {"ada": Profile("Ada", ["news", "orders"])}


async def load_profile(client_id: str) -> Profile:
    return profiles[client_id]


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    try:
        profile = await load_profile(client_id)
        await websocket.accept()
        for topic in profile.topics:
            text = await websocket.receive_text()
            await websocket.send_text(f"{profile.name} on {topic}: {text}")
    except WebSocketDisconnect:
        pass
    except Exception:
        pass
