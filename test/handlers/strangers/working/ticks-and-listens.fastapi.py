import asyncio
import contextlib

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


async def push_prices(websocket: WebSocket, symbols: set[str]):
    price = 100
    while True:
        await asyncio.sleep(5)
        price += 1
        for symbol in sorted(symbols):
            await websocket.send_json({"symbol": symbol, "price": price})


async def read_symbols(websocket: WebSocket, symbols: set[str]):
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return
        symbol = (message.get("text") or "").strip().upper()
        if symbol.isalpha() and len(symbol) < 6:
            symbols ^= {symbol}
        await websocket.send_json({"subscribed": sorted(symbols)})


@app.websocket("/prices")
async def prices(websocket: WebSocket):
    await websocket.accept()
    symbols: set[str] = {"ACME"}
    pusher = asyncio.create_task(push_prices(websocket, symbols))
    try:
        await read_symbols(websocket, symbols)
    except WebSocketDisconnect:
        pass
    finally:
        pusher.cancel()
        with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
            await pusher
