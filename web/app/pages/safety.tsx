/** What holds here. */
import { useEffect } from 'preact/hooks';
import { Footer } from '../components/Footer.tsx';
import { Header } from '../components/Header.tsx';
import { Safety } from '../components/Safety.tsx';
import { fastapi, wordFastapi } from '../models/fastapi.ts';
import { arrive, go } from '../models/route.ts';
import { nextTheme, theme } from '../models/theme.ts';
import { line, runtime, safety } from '../models/workshop.ts';
import type { Shared } from './shared.ts';

export function SafetyPage({ onHelp }: Shared) {
  useEffect(() => {
    document.title = 'What holds · Socket Clinic';
    arrive();
  }, []);
  return (
    <div class="page">
      <Header crumbs={['What holds']} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      <Safety view={safety.value} fastapi={wordFastapi(fastapi.value)} />
      <Footer line={line.value} runtimes={[runtime.value, wordFastapi(fastapi.value)]} />
    </div>
  );
}
