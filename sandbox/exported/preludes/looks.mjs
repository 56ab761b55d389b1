/** What can be expected of a client. Each gives MET, undefined while it is open, or what is observed instead; `isOver`: nothing more will come. */
const MET = true;

function opens({ subprotocol } = {}) {
  return ({ seen }, isOver) => {
    if (!seen.accepted) return neverOpened(seen) ?? (isOver ? 'the opening handshake got no answer' : undefined);
    const chosen = seen.accepted.subprotocol;
    if (subprotocol !== undefined && (chosen ?? null) !== subprotocol) return `it opened with ${chosen ?? 'no subprotocol'}`;
    return MET;
  };
}

function isRefused(...statuses) {
  return ({ seen }, isOver) => {
    if (seen.accepted) return 'the connection was accepted (101)';
    if (statuses.includes(seen.status)) return MET;
    return neverOpened(seen) ?? (isOver ? 'the opening handshake got no answer' : undefined);
  };
}

function receives(reply) {
  return ({ seen }, isOver) => {
    seen.isAsking = false;
    if (seen.unasked) return unsolicited(seen.unasked);
    const [message] = seen.messages;
    if (!message) return cannotCome(seen) ?? silence('no message came', isOver);
    const wrong = mismatch(message, reply);
    if (wrong !== undefined) return wrong;
    seen.messages.shift();
    return MET;
  };
}

/** Each of them once, in any order. */
function receivesAll(...replies) {
  const missing = [...replies];
  return ({ seen }, isOver) => {
    seen.isAsking = false;
    if (seen.unasked) return unsolicited(seen.unasked);
    while (missing.length > 0 && seen.messages.length > 0) {
      const [message] = seen.messages;
      const found = missing.findIndex((reply) => mismatch(message, reply) === undefined);
      if (found < 0 && missing.length === 1) return mismatch(message, missing[0]);
      if (found < 0) return `${shown(message)} came, which is none of those that are missing`;
      missing.splice(found, 1);
      seen.messages.shift();
    }
    if (missing.length === 0) return MET;
    return cannotCome(seen) ?? silence(`${replies.length - missing.length} of ${replies.length} messages came`, isOver);
  };
}

function getsPong(payload) {
  return ({ seen }, isOver) => {
    if (seen.unasked) return unsolicited(seen.unasked);
    return seen.pongs.has(payload) ? MET : (cannotCome(seen) ?? silence('no pong came', isOver));
  };
}

function staysQuiet() {
  return ({ seen }, isOver) => {
    const extra = seen.unasked ?? seen.messages[0];
    return extra ? unsolicited(extra) : (cannotCome(seen) ?? (isOver ? MET : undefined));
  };
}

function ends({ codes, reason, by, stream } = {}) {
  return ({ seen }, isOver) => {
    const extra = seen.unasked ?? (seen.end || isOver ? seen.messages[0] : undefined);
    if (extra) return unsolicited(extra);
    if (!seen.end || (seen.accepted && seen.problem)) return cannotCome(seen) ?? (isOver ? 'the connection did not end' : undefined);
    const isRight =
      (by === undefined || by === 'anyone' || (by === 'probe') === seen.hasLeft) &&
      (codes === undefined || codes.includes(seen.end.code)) &&
      (stream === undefined || (seen.end.code === 1006 && (stream === 'rst') === (seen.wasReset === true))) &&
      (reason === undefined || difference(reason, seen.end.reason, '') === undefined);
    return isRight ? MET : describeEnd(seen);
  };
}

/** Of these lists one is met, in its order; where none can be, that one tells which got furthest. */
function oneOf(...lists) {
  const courses = lists.map((looks) => ({ looks, met: 0 }));
  return (client, isOver) => {
    for (const course of courses) {
      while (course.wrong === undefined && course.met < course.looks.length) {
        const observed = course.looks[course.met](client, isOver);
        if (observed === undefined) break;
        if (observed === MET) course.met += 1;
        else course.wrong = observed;
      }
      if (course.met === course.looks.length) return MET;
    }
    if (courses.some(({ wrong }) => wrong === undefined)) return undefined;
    return courses.reduce((best, each) => (each.met > best.met ? each : best)).wrong;
  };
}

function neverOpened({ refusal, problem, end }) {
  if (refusal !== undefined) return `the opening handshake was refused with ${refusal}`;
  if (problem === undefined) return end && 'the connection ended before the opening handshake was answered';
  const { code, syscall, message } = problem.errors?.[0] ?? problem;
  if (code === undefined || code.startsWith('HPE_')) return `the opening handshake got an illegal answer: ${message}`;
  if (code !== 'ECONNRESET') return `no connection could be made (${code})`;
  return `the connection ended before the opening handshake was answered (${syscall === 'read' ? 'RST' : 'FIN'})`;
}

function cannotCome(seen) {
  if (!seen.accepted) return neverOpened(seen);
  if (seen.problem) return `illegal bytes came: ${seen.problem.message}`;
  return seen.end && describeEnd(seen);
}

function describeEnd(seen) {
  const { code, reason } = seen.end;
  if (!seen.accepted) return neverOpened(seen);
  if (code === 1006) return `the connection ended with no close frame (1006, ${seen.wasReset ? 'RST' : 'FIN'})`;
  const meaning = MEANINGS[code] ?? (code >= 4000 ? 'application code' : 'unknown code');
  const said = `close ${code} (${meaning})${reason === '' ? '' : ` “${reason}”`}`;
  const frame = code === 1005 ? 'a close frame without a code (1005)' : said;
  return seen.hasLeft ? `the goodbye was answered with ${frame}` : `the handler ended the connection with ${frame}`;
}

function silence(observed, isOver) {
  return isOver ? `${observed}, and the connection stayed open` : undefined;
}

function unsolicited(message) {
  return `a message came that nothing asked for: ${shown(message)}`;
}
