/** A language server in a worker: JSON-RPC requests and notifications for one document (Language Server Protocol 3.17). */

export interface Place {
  line: number;
  character: number;
}
export interface Span {
  start: Place;
  end: Place;
}
export interface TextEdit {
  range: Span;
  newText: string;
}
export interface Markup {
  kind: 'markdown' | 'plaintext';
  value: string;
}
export interface CompletionItem {
  label: string;
  labelDetails?: { description?: string };
  kind?: number;
  detail?: string;
  sortText?: string;
  documentation?: string | Markup;
  textEdit?: TextEdit;
  additionalTextEdits?: TextEdit[];
}
export interface Signature {
  label: string;
  documentation?: string | Markup;
  parameters?: { label: string | [number, number]; documentation?: string | Markup }[];
}

/** What is asked of a server, and what it answers. */
interface Requests {
  initialize: unknown;
  'textDocument/completion': { items: CompletionItem[]; isIncomplete: boolean } | null;
  'completionItem/resolve': CompletionItem;
  'textDocument/hover': { contents: Markup; range?: Span } | null;
  'textDocument/signatureHelp': { signatures: Signature[]; activeSignature?: number; activeParameter?: number } | null;
}

interface Incoming {
  id?: number;
  method?: string;
  params?: { items?: { section?: string }[] };
  result?: unknown;
}

export interface ServerOptions {
  worker: Worker;
  /** The folder of the document, an imagined one. */
  folder: string;
  fileName: string;
  languageId: string;
  /** The server's own settings, by section. */
  settings: Record<string, unknown>;
  initializationOptions: unknown;
}

const MARKDOWN = ['markdown'];
const CAPABILITIES = {
  workspace: { configuration: true },
  textDocument: {
    completion: { completionItem: { documentationFormat: MARKDOWN, labelDetailsSupport: true } },
    hover: { contentFormat: MARKDOWN },
    signatureHelp: { signatureInformation: { documentationFormat: MARKDOWN, parameterInformation: { labelOffsetSupport: true } } },
  },
};

export class LanguageServer {
  readonly #worker: Worker;
  readonly #options: ServerOptions;
  readonly #uri: string;
  readonly #waiting = new Map<number, (result: never) => void>();
  #lastId = 0;
  #version = 0;
  #text: string | undefined;

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.#worker = options.worker;
    this.#uri = `file://${options.folder}/${options.fileName}`;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Incoming>) => this.#take(data));
  }

  /** Settles when it can be asked. */
  static async start(options: ServerOptions): Promise<LanguageServer> {
    const server = new LanguageServer(options);
    const { folder, initializationOptions } = options;
    const workspaceFolders = [{ name: 'handler', uri: `file://${folder}` }];
    const asked = { processId: null, rootUri: `file://${folder}`, workspaceFolders, capabilities: CAPABILITIES, initializationOptions };
    await server.#request('initialize', asked);
    server.#notify('initialized', {});
    return server;
  }

  /** Asks about a place in a text; a text that the server does not have yet is told first. */
  ask<Method extends keyof Requests>(method: Method, text: string, position: Place): Promise<Requests[Method]> {
    this.#tell(text);
    return this.#request(method, { textDocument: { uri: this.#uri }, position });
  }

  resolve(item: CompletionItem): Promise<CompletionItem> {
    return this.#request('completionItem/resolve', item);
  }

  #tell(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    const textDocument = { uri: this.#uri, languageId: this.#options.languageId, version: ++this.#version, text };
    if (this.#version === 1) this.#notify('textDocument/didOpen', { textDocument });
    else this.#notify('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
  }

  #request<Method extends keyof Requests>(method: Method, params: unknown): Promise<Requests[Method]> {
    const id = ++this.#lastId;
    this.#worker.postMessage({ jsonrpc: '2.0', id, method, params });
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  #notify(method: string, params: unknown): void {
    this.#worker.postMessage({ jsonrpc: '2.0', method, params });
  }

  #take({ id, method, params, result }: Incoming): void {
    if (id === undefined) return;
    if (method === undefined) {
      // An error has no result: there is nothing to show then.
      this.#waiting.get(id)?.((result ?? null) as never);
      this.#waiting.delete(id);
      return;
    }
    const settings = params?.items?.map(({ section = '' }) => this.#options.settings[section] ?? {});
    this.#worker.postMessage({ jsonrpc: '2.0', id, result: method === 'workspace/configuration' ? settings : null });
  }
}
