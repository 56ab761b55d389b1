from typing import Annotated, Literal, Union

from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

app = FastAPI()


class Deposit(BaseModel):
    type: Literal["deposit"]
    amount: int = Field(gt=0, le=1_000_000)


class Withdraw(BaseModel):
    type: Literal["withdraw"]
    amount: int = Field(gt=0, le=1_000_000)


class Balance(BaseModel):
    type: Literal["balance"]


Command = TypeAdapter(Annotated[Union[Deposit, Withdraw, Balance], Field(discriminator="type")])


@app.websocket("/accounts/{account}")
async def account_endpoint(websocket: WebSocket, account: str):
    await websocket.accept()
    balance = 0
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            try:
                command = Command.validate_json(message.get("text") or "")
            except ValidationError as error:
                await websocket.send_json({"error": error.error_count(), "account": account})
                continue
            if isinstance(command, Deposit):
                balance += command.amount
            elif isinstance(command, Withdraw):
                if command.amount > balance:
                    await websocket.send_json({"error": "insufficient funds", "balance": balance})
                    continue
                balance -= command.amount
            await websocket.send_json({"account": account, "balance": balance})
    except WebSocketDisconnect:
        pass
