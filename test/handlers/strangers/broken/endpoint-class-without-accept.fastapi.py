from fastapi import FastAPI
from starlette.endpoints import WebSocketEndpoint
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket


class Echo(WebSocketEndpoint):
    encoding = "text"
    online = 0

    async def on_connect(self, websocket: WebSocket) -> None:
        type(self).online += 1
        print(f"{self.online} online")

    async def on_receive(self, websocket: WebSocket, data: str) -> None:
        await websocket.send_text(f"{self.online}: {data}")

    async def on_disconnect(self, websocket: WebSocket, close_code: int) -> None:
        type(self).online -= 1


app = FastAPI(routes=[WebSocketRoute("/ws", Echo)])
