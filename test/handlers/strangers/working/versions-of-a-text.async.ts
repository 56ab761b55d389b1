import { type Connection, WebSocketDisconnect } from 'clinic';

interface Edit {
  base: number;
  insert: string;
  at: number;
}

const documents = new Map<string, { text: string; version: number; editors: Set<Connection> }>();

function read(raw: string): Edit | undefined {
  try {
    const { base, insert, at } = JSON.parse(raw);
    return Number.isInteger(base) && Number.isInteger(at) && typeof insert === 'string' && insert.length < 1_000 ? { base, insert, at } : undefined;
  } catch {
    return undefined;
  }
}

export default async function handler(connection: Connection, name: string) {
  await connection.accept();
  const document = documents.get(name) ?? { text: '', version: 0, editors: new Set() };
  documents.set(name, document);
  document.editors.add(connection);
  try {
    await connection.sendJson({ type: 'document', text: document.text.slice(-2_000), version: document.version });
    for (;;) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      const edit = incoming.type === 'text' ? read(incoming.text) : undefined;
      if (!edit) await connection.sendJson({ type: 'rejected', reason: 'not an edit' });
      else if (edit.base !== document.version) await connection.sendJson({ type: 'rejected', reason: 'stale', version: document.version });
      else {
        document.text = document.text.slice(0, edit.at) + edit.insert + document.text.slice(edit.at);
        document.version += 1;
        const change = { type: 'changed', ...edit, version: document.version };
        await Promise.allSettled([...document.editors].map(async (editor) => editor.sendJson(change)));
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    document.editors.delete(connection);
  }
}
