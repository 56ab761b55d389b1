"""What a backend does with a connection: each is given the connection, and the exception with which the client leaves."""

REPLY = '{"type":"response","data":"Message received"}'


async def answers(connection, left) -> None:
    await connection.accept()
    try:
        while True:
            await connection.receive_text()
            await connection.send_text(REPLY)
    except left:
        pass


async def returns(connection, _left) -> None:
    await connection.accept()


async def throws(connection, left) -> None:
    await connection.accept()
    try:
        await connection.receive_text()
    except left:
        return
    raise RuntimeError("a message")


async def answers_once(connection, left) -> None:
    await connection.accept()
    try:
        await connection.receive_text()
        await connection.send_text(REPLY)
    except left:
        pass


async def never_accepts(_connection, _left) -> None:
    return


async def closes_before_accept(connection, _left) -> None:
    await connection.close()


BEHAVIOURS = {
    "answers": answers,
    "returns": returns,
    "throws": throws,
    "answers-once": answers_once,
    "never-accepts": never_accepts,
    "refuses": closes_before_accept,
}
