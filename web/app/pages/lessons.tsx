/** The first page: all lessons. */
import { useEffect } from 'preact/hooks';
import { Footer } from '../components/Footer.tsx';
import { Header } from '../components/Header.tsx';
import { LessonList } from '../components/LessonList.tsx';
import { fastapi, wordFastapi } from '../models/fastapi.ts';
import { arrive, go, stepAddress } from '../models/route.ts';
import { accessTo } from '../models/seat.ts';
import { readKey } from '../models/storage.ts';
import { nextTheme, theme } from '../models/theme.ts';
import { keeper, solvedIn } from '../models/work.ts';
import { line, runtime, safety } from '../models/workshop.ts';
import { type Shared, toSafety } from './shared.ts';

export function Lessons({ catalog, onHelp }: Shared) {
  useEffect(() => {
    document.title = 'Socket Clinic';
    arrive();
  }, []);
  return (
    <div class="page">
      <Header crumbs={[]} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      <LessonList
        catalog={catalog}
        solvedIn={solvedIn}
        isOpen={(id) => accessTo(id) !== 'closed'}
        isRead={(id) => keeper.read(readKey(id)) !== undefined}
        onGo={(id, dialect) => go(stepAddress(id, dialect))}
        onExamine={catalog.me || safety.value?.mode === 'hosted' ? undefined : () => go('/examine')}
        onTable={(id) => go(`/author/${encodeURIComponent(id)}`)}
      />
      <Footer
        line={line.value}
        runtimes={[runtime.value, wordFastapi(fastapi.value)]}
        safety={safety.value?.node.sentence}
        onSafety={toSafety}
      />
    </div>
  );
}
