import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI(title="Reports")


class Printer:
    def print(self, report_id: str) -> asyncio.Future[str]:
        """A future that has the report when the paper is out."""
        loop = asyncio.get_running_loop()
        printed: asyncio.Future[str] = loop.create_future()
        loop.call_later(1.5, self._finish, printed, report_id)
        return printed

    @staticmethod
    def _finish(printed: asyncio.Future[str], report_id: str) -> None:
        if not printed.done():
            printed.set_result(report_id)


printer = Printer()


async def reply_to(message: dict[str, str]) -> dict[str, str]:
    if message["type"] == "report":
        return {"type": "report", "id": await printer.print(message["id"])}
    return {"type": "response", "data": "Message received"}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    async for message in websocket.iter_json():
        await websocket.send_json(await reply_to(message))
