import { type Connection, WebSocketDisconnect } from 'clinic';

type Operation = 'add' | 'sub' | 'mul';
const operations: Record<Operation, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
};

class Calculator {
  constructor(private readonly connection: Connection) {}

  async serve() {
    while (true) {
      const request = await this.connection.receiveJson<{ op?: Operation; a?: number; b?: number } | null>();
      const operate = operations[request?.op ?? 'add'];
      const result = operate ? operate(Number(request?.a ?? 0), Number(request?.b ?? 0)) : null;
      await this.connection.sendJson({ result });
    }
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    await new Calculator(connection).serve();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
