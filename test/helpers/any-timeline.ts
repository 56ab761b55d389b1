/** Any timeline, for what has to hold of each: fast-check draws it, in no order that a run would have. */
import fc from 'fast-check';
import type { Opcode, TimelineEvent } from '../../sandbox/timeline/timeline.ts';

/** Any UTF-16 at all, halves of surrogate pairs too. */
const text = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });
const bytes = fc.uint8Array().map((each) => Buffer.from(each).toString('hex'));
const hex = fc.oneof(
  { weight: 3, arbitrary: bytes },
  bytes.map((each) => `${each}…`),
  text,
);
const name = fc.oneof(fc.constantFrom('host', 'Host', 'content-type', 'location', 'sec-websocket-protocol', 'Cookie', 'x-api-key'), text);
const headers = fc.dictionary(name, text, { maxKeys: 4, noNullPrototype: true });
const path = fc.oneof(
  fc.webPath().map((each) => `/${each}`),
  fc.constantFrom('/ws?room=1&token=abc', '//evil', '*', '/a b', '/%zz?%zz=1', '/ws#end'),
  text,
);
const opcode = fc.constantFrom<Opcode>('continuation', 'text', 'binary', 'close', 'ping', 'pong', 'reserved');
const sentBy = fc.record({ line: fc.nat(), column: fc.nat() });
const wire = fc.record({ front: hex, bytes: fc.nat() });
const close = fc.record({ code: fc.integer({ min: 1000, max: 4999 }), reason: text }, { requiredKeys: ['reason'] });

const frameSent = fc.record(
  { kind: fc.constant('frame-sent'), opcode, fin: fc.boolean(), bytes: fc.nat(), text, close, note: text, wire },
  { requiredKeys: ['kind', 'opcode', 'fin', 'bytes'] },
);
const frameReceived = fc.record(
  {
    kind: fc.constant('frame-received'),
    opcode,
    fin: fc.boolean(),
    bytes: fc.nat(),
    text,
    hex,
    close,
    message: fc.record({ text, hex }, { requiredKeys: [] }),
    wire,
    sentBy,
  },
  { requiredKeys: ['kind', 'opcode', 'fin', 'bytes'] },
);
const handshake = fc.oneof(
  fc.record({ kind: fc.constant('handshake-sent'), method: fc.constantFrom('GET', 'POST'), path, headers }),
  fc.record({ kind: fc.constant('handshake-accepted'), subprotocol: text, headers, head: text, sentBy }, { requiredKeys: ['kind'] }),
  fc.record(
    {
      kind: fc.constant('handshake-refused'),
      status: fc.integer({ min: 100, max: 599 }),
      statusText: text,
      body: text,
      headers,
      head: text,
    },
    { requiredKeys: ['kind', 'status', 'statusText', 'body'] },
  ),
  fc.record({ kind: fc.constant('handshake-invalid'), problem: text, head: text }),
);
const other = fc.oneof(
  fc.record({ kind: fc.constant('protocol-error'), problem: text, wire }, { requiredKeys: ['kind', 'problem'] }),
  fc.record({ kind: fc.constant('connect-failed'), problem: text }),
  fc.record({ kind: fc.constant('reached'), step: fc.constantFrom('name' as const, 'tcp' as const, 'tls' as const), what: text }),
  fc.record({ kind: fc.constant('bytes-sent'), bytes: fc.nat() }),
  fc.record({ kind: fc.constant('clock-advanced'), byMs: fc.nat() }),
  fc.record({ kind: fc.constant('entry-began'), entry: fc.nat() }),
  fc.record({ kind: fc.constant('output'), stream: fc.constantFrom('stdout', 'stderr'), text }),
  fc.record({ kind: fc.constant('handler-threw'), error: fc.record({ name: text, message: text, stack: text }) }),
  fc.record(
    {
      kind: fc.constant('closed'),
      code: fc.nat(4999),
      reason: text,
      clean: fc.boolean(),
      by: fc.constantFrom('probe', 'handler', 'nobody'),
      end: fc.constantFrom('fin', 'rst', 'probe'),
      sent: close,
      received: close,
    },
    { requiredKeys: ['kind', 'code', 'reason', 'clean', 'by'] },
  ),
);
const fact: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: handshake },
  { weight: 4, arbitrary: frameSent },
  { weight: 4, arbitrary: frameReceived },
  { weight: 3, arbitrary: other },
);
const place = fc.record(
  {
    atMs: fc.nat(1e9).map((thousandths) => thousandths / 1_000),
    realMs: fc.nat(1e9).map((thousandths) => thousandths / 1_000),
    source: fc.constantFrom('wire', 'parent', 'process'),
    connection: fc.constantFrom('A', 'B'),
  },
  { requiredKeys: ['atMs', 'realMs', 'source'] },
);

export const anyTimeline: fc.Arbitrary<TimelineEvent[]> = fc
  .array(fc.tuple(place, fact), { maxLength: 40 })
  .map((all) => all.map(([where, what], seq) => ({ seq, ...where, ...what }) as TimelineEvent));
