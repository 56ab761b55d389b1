from fastapi import FastAPI
from starlette.endpoints import WebSocketEndpoint
from starlette.routing import Mount, WebSocketRoute


class Board(WebSocketEndpoint):
    encoding = "json"

    async def on_receive(self, websocket, data):
        await websocket.send_json({"board": data["station"]})


class Train(WebSocketEndpoint):
    encoding = "json"

    async def on_receive(self, websocket, data):
        await websocket.send_json({"train": websocket.path_params["number"], "stop": data["stop"]})


def both(path, endpoint):
    return [WebSocketRoute(path, endpoint), WebSocketRoute(path + "/", endpoint)]


app = FastAPI(routes=[Mount("/live", routes=[*both("/board", Board), *both("/trains/{number}", Train)])])
