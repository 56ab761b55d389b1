import type { SafetyReport } from '../../../sandbox/index.ts';
import type { RuntimeSafety, SafetyView } from '../../protocol.ts';

export interface SafetyProps {
  /** undefined while the self-test is under way. */
  view: SafetyView | undefined;
  /** Whether FastAPI is ready, in words. */
  fastapi: string | undefined;
}

/** The layers of each runtime, and what was attempted on each. */
export function Safety({ view, fastapi }: SafetyProps) {
  if (!view) {
    return (
      <main class="safety" id="main" tabIndex={-1}>
        <h1>What holds</h1>
        <p>The workshop is attacking its own sandbox. This takes about a second.</p>
      </main>
    );
  }
  const { mode, node, python } = view;
  return (
    <main class="safety" id="main" tabIndex={-1}>
      <h1>What stands between a handler and this machine</h1>
      <p>
        When the workshop started, it attacked its own sandbox on {systemName(node.report.platform)}, as a handler could, in the language of
        the handler. A layer holds when every attack on it was held off.
      </p>
      <Runtime title="Handlers in TypeScript, on Node" safety={node} needs={NEEDS[mode]} mode={mode} />
      {python ? (
        <Runtime title="Handlers in FastAPI, on Python" safety={python} needs={PYTHON_NEEDS[mode]} mode={mode} />
      ) : (
        <section aria-label="Handlers in FastAPI, on Python">
          <h2>Handlers in FastAPI, on Python</h2>
          <p>{fastapi ?? 'FastAPI is being looked for'}: its layers are attacked once it is ready.</p>
        </section>
      )}
    </main>
  );
}

function Runtime({ title, safety, needs, mode }: { title: string; safety: RuntimeSafety; needs: string; mode: SafetyView['mode'] }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <p class="objective">{safety.sentence}</p>
      <p>
        This is a {mode} workshop: {needs}
      </p>
      {safety.report.layers.map((layer) => (
        <Layer key={layer.id} layer={layer} />
      ))}
    </section>
  );
}

/** For as long as others are served without isolation. */
export function UnsafeBanner() {
  return (
    <aside class="unsafe" aria-label="Warning">
      <b>Unsafe.</b> This workshop serves others without isolation: what one of them runs can reach this machine.{' '}
      <a class="unsafe-link" href="/safety">
        Missing
      </a>
    </aside>
  );
}

const NEEDS = {
  local: 'it needs L0 and L1. The others keep your files and your network out of reach, too.',
  hosted: 'it needs L0 to L5, since it runs the code of others, and without L6 there is no L2 on Linux.',
};

const PYTHON_NEEDS = {
  local: 'it needs L0. Python has no L1: where L2 to L6 do not hold, nothing isolates a handler from your account.',
  hosted: 'it needs L0 and L2 to L5, and runs no handler in FastAPI without them.',
};

function Layer({ layer: { id, title, holds, attacks, missing } }: { layer: SafetyReport['layers'][number] }) {
  return (
    <section class={`layer ${holds ? 'holds' : 'lacks'}`}>
      <h3>
        <span class="layer-id">{id}</span> {title}{' '}
        <span class="layer-state">{holds ? 'holds' : attacks.length === 0 ? 'not there' : 'does not hold'}</span>
      </h3>
      {missing && (
        <p class="layer-missing">
          Why: {missing.reason}. What to do: {missing.remedy}.
        </p>
      )}
      <ul>
        {attacks.map(({ attack, held, unanswered, observed }) => (
          <li key={attack}>
            <span class={held ? 'held' : 'succeeded'}>{held ? 'held off' : unanswered ? 'not made' : 'succeeded'}</span> {attack}{' '}
            <code>{observed}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SYSTEM_NAMES: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

function systemName(platform: string): string {
  return SYSTEM_NAMES[platform] ?? platform;
}
