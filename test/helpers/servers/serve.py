"""Serves one behaviour on one stack, on a free port of loopback: `serve.py STACK BEHAVIOUR`. Prints "listening PORT" when it does."""

import asyncio
import os
import socket
import sys

from behaviours import BEHAVIOURS, REPLY


def bind() -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    return listener


def announce(listener: socket.socket) -> None:
    print("listening", listener.getsockname()[1], flush=True)


def fastapi_app(behaviour: str):
    from fastapi import FastAPI, WebSocket, WebSocketDisconnect

    app = FastAPI()

    @app.websocket("/ws")
    async def endpoint(websocket: WebSocket) -> None:
        await BEHAVIOURS[behaviour](websocket, WebSocketDisconnect)

    @app.get("/page")
    def page() -> dict:
        return {"hello": "world"}

    return app


def uvicorn(behaviour: str) -> None:
    from uvicorn import Config, Server

    listener = bind()
    announce(listener)
    Server(Config(fastapi_app(behaviour), log_level="critical")).run(sockets=[listener])


def hypercorn(behaviour: str) -> None:
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    listener = bind()
    config = Config()
    config.bind = [f"fd://{os.dup(listener.fileno())}"]
    config.errorlog = None
    announce(listener)
    asyncio.run(serve(fastapi_app(behaviour), config))


def websockets(behaviour: str) -> None:
    from websockets.asyncio.server import serve
    from websockets.exceptions import ConnectionClosed

    class Adapter:
        """The methods of FastAPI's connection, which is accepted already."""

        def __init__(self, connection) -> None:
            self.receive_text = connection.recv
            self.send_text = connection.send

        async def accept(self) -> None:
            pass

    async def main() -> None:
        listener = bind()
        async with serve(lambda connection: BEHAVIOURS[behaviour](Adapter(connection), ConnectionClosed), sock=listener):
            announce(listener)
            await asyncio.Future()

    asyncio.run(main())


def daphne(behaviour: str) -> None:
    from django.conf import settings

    settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="a test", INSTALLED_APPS=[])
    import django

    django.setup()
    from channels.generic.websocket import AsyncWebsocketConsumer
    from channels.routing import ProtocolTypeRouter, URLRouter
    from daphne.server import Server
    from django.core.asgi import get_asgi_application
    from django.urls import path

    class Consumer(AsyncWebsocketConsumer):
        async def connect(self) -> None:
            if behaviour == "refuses":
                await self.close()
                return
            await self.accept()
            if behaviour == "returns":
                await self.close()

        async def receive(self, text_data=None, bytes_data=None) -> None:
            if behaviour == "throws":
                raise RuntimeError("a message")
            await self.send(text_data=REPLY)
            if behaviour == "answers-once":
                await self.close()

    application = ProtocolTypeRouter({"http": get_asgi_application(), "websocket": URLRouter([path("ws", Consumer.as_asgi())])})
    listener = bind()
    announce(listener)
    Server(application, endpoints=[f"fd:fileno={listener.fileno()}"], signal_handlers=False).run()


if __name__ == "__main__":
    {"uvicorn": uvicorn, "hypercorn": hypercorn, "websockets": websockets, "daphne": daphne}[sys.argv[1]](sys.argv[2])
