import type { SafetyReport } from '../../../sandbox/index.ts';
import type { SafetyView } from '../../protocol.ts';

/** The layers and what was attempted on each. undefined while the self-test is under way. */
export function Safety({ view }: { view: SafetyView | undefined }) {
  if (!view) {
    return (
      <main class="safety" id="main" tabIndex={-1}>
        <h1>What holds</h1>
        <p>The workshop is attacking its own sandbox. This takes about a second.</p>
      </main>
    );
  }
  const { mode, sentence, report } = view;
  return (
    <main class="safety" id="main" tabIndex={-1}>
      <h1>What stands between a handler and this machine</h1>
      <p class="objective">{sentence}</p>
      <p>
        When the workshop started, it attacked its own sandbox on {systemName(report.platform)}, as a handler could. A layer holds when
        every attack on it was held off. This is a {mode} workshop: {NEEDS[mode]}
      </p>
      <p>
        A handler in FastAPI runs behind the same layers but L1, which is Node’s own: what keeps it from files and network are L2 to L6.
        Where they do not hold, nothing isolates it from your account.
      </p>
      {report.layers.map((layer) => (
        <Layer key={layer.id} layer={layer} />
      ))}
    </main>
  );
}

/** For as long as others are served without isolation. */
export function UnsafeBanner() {
  return (
    <aside class="unsafe" aria-label="Warning">
      <b>Unsafe.</b> This workshop serves others without isolation: what one of them runs can reach this machine.{' '}
      <a class="unsafe-link" href="/safety">
        What lacks
      </a>
    </aside>
  );
}

const NEEDS = {
  local: 'it needs L0 and L1. The others keep your files and your network out of reach, too.',
  hosted: 'it needs L0 to L5, since it runs the code of others, and without L6 there is no L2 on Linux.',
};

function Layer({ layer: { id, title, holds, attacks, missing } }: { layer: SafetyReport['layers'][number] }) {
  return (
    <section class={`layer ${holds ? 'holds' : 'lacks'}`}>
      <h2>
        <span class="layer-id">{id}</span> {title} <span class="layer-state">{holds ? 'holds' : 'does not hold'}</span>
      </h2>
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
