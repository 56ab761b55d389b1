// Everything that a handler can get hold of. Put behind the walker, as text.

const MODULES = ['assert', 'async_hooks', 'buffer', 'crypto', 'events', 'perf_hooks', 'process', 'querystring', 'stream', 'string_decoder'];
const MORE = ['timers', 'timers/promises', 'url', 'util', 'zlib', 'clinic', 'ws', 'http'];
const process_ = process as any;
/** Whose listeners do no more than tell, which a handler can do by throwing, too. */
const TOLD_OF = ['uncaughtExceptionMonitor', 'newListener'];

/** Functions of the harness's own side that a handler finds among its own: each is called, and the clock must not move. */
const relays: ((...given: unknown[]) => unknown)[] = [];
/** What call sites give of the functions on the stack, and how many of them were asked. */
const sites = new Set<unknown>();
let asked = 0;
const thrown: unknown[] = [];
const immediates: unknown[] = [];

async function gather(): Promise<Record<string, unknown>> {
  const roots: Record<string, unknown> = { globalThis };
  for (const name of [...MODULES, ...MORE]) {
    roots[`import ${name}`] = await new Function(`return import('${name}')`)().catch((error: unknown) => error);
    try {
      roots[`builtin ${name}`] = process_.getBuiltinModule(name);
    } catch (error) {
      roots[`refused ${name}`] = error;
    }
  }
  for (const event of process_.eventNames())
    roots[`listeners ${String(event)}`] = [process_.listeners(event), process_.rawListeners(event)];
  for (const event of process_.eventNames()) if (!TOLD_OF.includes(String(event))) relays.push(...process_.listeners(event));
  roots.handles = process_._getActiveHandles();
  roots.requests = process_._getActiveRequests();
  roots.snapshot = process_.getBuiltinModule('async_hooks').AsyncLocalStorage.snapshot();
  lookAtStacks();
  overflow();
  await turnAround();
  return Object.assign(roots, { sites, thrown, immediates, waits: [setTimeout(() => {}, 1).unref(), setInterval(() => {}, 1e6).unref()] });
}

function lookAtStacks(): void {
  (Error as any).prepareStackTrace = (error: unknown, calls: any[]) => {
    for (const call of calls) {
      for (const name of ['getThis', 'getFunction', 'getTypeName', 'getEvalOrigin'])
        try {
          asked += 1;
          const given = call[name]();
          if (typeof given === 'object' || typeof given === 'function') sites.add(given);
        } catch (error) {
          thrown.push(error);
        }
    }
    return String(error);
  };
  Error.stackTraceLimit = 30;
}

/** What asks the harness, at every depth near the end of the stack. */
function overflow(): void {
  const asks = [
    () => Date.now(),
    () => new Date(),
    () => performance.now(),
    () => process.hrtime(),
    () => process.uptime(),
    () => clearTimeout(setTimeout(() => {}, 1)),
    () => performance.mark('deep'),
    () => Promise.resolve().then(() => {}),
    () => setImmediate(() => {}),
    () => process_.getBuiltinModule('zlib').deflateRawSync('x'),
    () => console.log('deep'),
  ];
  for (const ask of asks) {
    let left = 100;
    const deeper = () => {
      try {
        deeper();
      } catch (full) {
        // On the way back there is a little more room at each step.
        if (left-- > 0) attempt(ask);
        throw full;
      }
    };
    attempt(deeper);
  }
}

function attempt(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    thrown.push(error);
  }
}

/** Immediates stand in a list: those before and after our own, turn for turn. */
async function turnAround(): Promise<void> {
  for (let turn = 0; turn < 20; turn++)
    await new Promise<void>((resolve) => {
      const mine = setImmediate(() => {
        new Error().stack;
        resolve();
      }) as any;
      for (let each = mine._idlePrev; each; each = each._idlePrev) meet(each);
      for (let each = mine._idleNext; each; each = each._idleNext) meet(each);
    });
}

function meet(immediate: any): void {
  immediates.push(immediate);
  for (const name of ['_onImmediate', '_onTimeout']) if (typeof immediate[name] === 'function') relays.push(immediate[name]);
}

/** Calls all that was found, from here: it must change nothing. */
function callRelays(): string[] {
  const before = Date.now();
  const wrong: string[] = [];
  for (const relay of relays)
    try {
      const given = relay();
      if (isForeign(given)) wrong.push('a relay gives an object of the harness');
    } catch (error) {
      if (isForeign(error)) wrong.push('a relay throws an object of the harness');
    }
  if (Date.now() !== before) wrong.push(`the clock went from ${before} to ${Date.now()}`);
  return wrong;
}
