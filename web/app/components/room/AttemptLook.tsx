import { useState } from 'preact/hooks';
import { FACES } from '../../../../sandbox/runtimes/dialect.ts';
import type { ShownView } from '../../../room-messages.ts';
import type { Shown } from '../../models/running.ts';
import { isDark } from '../../models/theme.ts';
import { EditorPane, type WaysToLine } from '../EditorPane.tsx';
import { ResultPane } from '../ResultPane.tsx';

/** An attempt as whoever made it sees it: the handler, and beside it verdict and timeline. `id` tells it from others. */
export function AttemptLook({ id, attempt }: { id: number; attempt: ShownView }) {
  const { dialect, source, report, feedback, pattern } = attempt;
  const [ways, setWays] = useState<WaysToLine>();
  const isWorking = report.verdict.kind === 'working';
  const beside = isWorking ? { timeline: report.timeline } : pattern;
  const events = report.timeline;
  const shown: Shown = { stage: 'finished', run: id, place: 0, events, report, feedback, pattern: beside, hasNoPattern: !beside };
  return (
    <div class="attempt-look">
      <section class="attempt-text" aria-label="The handler">
        <EditorPane
          key={id}
          text={source}
          replaced={0}
          dialect={dialect}
          dark={isDark.value}
          readOnly
          label={`${FACES[dialect].fileName}, to read`}
          colouredLine={report.diagnoses[0]?.at?.line}
          onReady={setWays}
        />
      </section>
      <ResultPane
        shown={shown}
        onGoTo={(line, column) => ways?.goTo(line, column)}
        onShowLine={(line) => ways?.show(line)}
        onAddFrame={() => {}}
        title="the connection"
      />
    </div>
  );
}
