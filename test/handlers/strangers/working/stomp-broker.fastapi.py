from dataclasses import dataclass, field

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@dataclass
class Frame:
    command: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    @classmethod
    def parse(cls, text: str) -> "Frame":
        head, _, body = text.partition("\n\n")
        command, *lines = head.strip().split("\n")
        if not command.isupper() or "\0" not in body:
            raise ValueError("not a frame")
        headers = dict(line.split(":", 1) for line in lines if ":" in line)
        return cls(command, headers, body[: body.index("\0")])

    def __str__(self) -> str:
        lines = "".join(f"{name}:{value}\n" for name, value in self.headers.items())
        return f"{self.command}\n{lines}\n{self.body}\0"


class Broker:
    def __init__(self) -> None:
        self.subscriptions: dict[tuple[WebSocket, str], str] = {}

    async def deliver(self, destination: str, body: str) -> None:
        for (websocket, id), subscribed in list(self.subscriptions.items()):
            if subscribed == destination:
                frame = Frame("MESSAGE", {"subscription": id, "destination": destination}, body)
                try:
                    await websocket.send_text(str(frame))
                except (WebSocketDisconnect, RuntimeError):
                    self.subscriptions.pop((websocket, id), None)

    def forget(self, websocket: WebSocket) -> None:
        self.subscriptions = {key: value for key, value in self.subscriptions.items() if key[0] is not websocket}


broker = Broker()


async def act(websocket: WebSocket, frame: Frame) -> None:
    match frame.command:
        case "CONNECT" | "STOMP":
            await websocket.send_text(str(Frame("CONNECTED", {"version": "1.2"})))
        case "SUBSCRIBE":
            broker.subscriptions[websocket, frame.headers.get("id", "0")] = frame.headers.get("destination", "")
        case "UNSUBSCRIBE":
            broker.subscriptions.pop((websocket, frame.headers.get("id", "0")), None)
        case "SEND":
            await broker.deliver(frame.headers.get("destination", ""), frame.body)
        case "DISCONNECT":
            broker.forget(websocket)
        case _:
            await websocket.send_text(str(Frame("ERROR", {"message": "unknown command"})))
    if "receipt" in frame.headers:
        await websocket.send_text(str(Frame("RECEIPT", {"receipt-id": frame.headers["receipt"]})))


@app.websocket("/stomp")
async def stomp(websocket: WebSocket):
    offered = websocket.scope["subprotocols"]
    await websocket.accept(subprotocol="v12.stomp" if "v12.stomp" in offered else None)
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            if message.get("text") == "\n":
                continue
            try:
                frame = Frame.parse(message.get("text") or "")
            except ValueError:
                await websocket.send_text(str(Frame("ERROR", {"message": "malformed frame"})))
                continue
            await act(websocket, frame)
    except WebSocketDisconnect:
        pass
    finally:
        broker.forget(websocket)
