import type { ScriptScore, ScriptStepScore } from '#console/transcripts/transcripts-api.ts';
import { useReading } from '../api/use-reading.ts';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { transcriptsDesk } from './calls.ts';

/** The five steps of the reception script, the missing ones hollow; opened, with the words that show each. */
export function ScriptStrip({ id, lastSeq }: { id: string; lastSeq: number }) {
  const { transcripts: text, events } = useWords();
  const scripts = useReading(`${id} ${lastSeq}`, (signal) => transcriptsDesk.script(id, signal)).data?.scripts;
  const [whole, ...others] = scripts ?? [];
  if (!whole) return null;
  return (
    <details className="script">
      <summary>
        <span className="script-title">{text.script}</span>
        <Steps steps={whole.steps} />
        <span className="script-score">{text.scoreOf(whole.score)}</span>
      </summary>
      <div className="script-body">
        <Quotes id={id} script={whole} title={others.length > 0 ? text.whole : undefined} />
        {others.map((one) => (
          <Quotes key={one.who?.id} id={id} script={one} title={one.who?.name || events.somebody} />
        ))}
      </div>
    </details>
  );
}

/** The steps in a row: full where done, hollow where missing. */
function Steps({ steps }: { steps: readonly ScriptStepScore[] }) {
  const { transcripts: text } = useWords();
  return (
    <span className="script-steps">
      {steps.map(({ step, done }) => (
        <span key={step} className="script-step" data-done={done}>
          <span className="script-dot" aria-hidden />
          {named(text.steps, step)}
          <span className="heard-only">{done ? text.done : text.missing}</span>
        </span>
      ))}
    </span>
  );
}

function Quotes({ id, script, title }: { id: string; script: ScriptScore; title: string | undefined }) {
  const { transcripts: text } = useWords();
  return (
    <section>
      {title && (
        <h3>
          {title} · {text.scoreOf(script.score)}
        </h3>
      )}
      <ul>
        {script.steps.map(({ step, done, quote }) => (
          <li key={step} className="script-quote" data-done={done}>
            <span className="script-dot" aria-hidden />
            <span className="script-name">{named(text.steps, step)}</span>
            <span className="script-said">
              {!done && `${text.missing}${quote ? ` · ${text.instead[step]} ` : ''}`}
              {quote && <a href={`${linkTo('conversations', id)}?seq=${quote.seq}`}>「{quote.text}」</a>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
