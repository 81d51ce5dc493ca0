import type { ReactNode } from 'react';
import type { TrialResult } from '#console/questions/review-api.ts';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;

/** What a trial showed: the figures, and every sentence and message that is read otherwise. */
export function TrialReport({ result }: { result: TrialResult }) {
  const { review: text } = useWords();
  const { accuracy, totals } = result;
  const name = (intent: string) => named(text.intents, intent);
  return (
    <section className="review-trial">
      <h2>{text.accuracy}</h2>
      <p className="review-figure">{text.fromTo(percent(accuracy.before), percent(accuracy.after))}</p>
      <p className="none">{text.accuracyLead(result.sentences)}</p>
      <Changes
        title={text.byIntent}
        heads={[text.intent, text.sentences, text.before, text.after]}
        rows={result.intents.map((row) => [name(row.intent), row.sentences, percent(row.before), percent(row.after)])}
      />
      <Changes
        title={text.changedSentences}
        all={totals.changed}
        heads={[text.sentence, text.should, text.before, text.after]}
        rows={result.changed.map((row) => [
          row.text,
          name(row.intent),
          name(row.before),
          `${name(row.after)} (${row.after === row.intent ? text.right : row.before === row.intent ? text.wrong : text.other})`,
        ])}
      />
      <Changes
        title={text.changedMessages}
        lead={text.changedMessagesLead(totals.messages, result.compared)}
        all={totals.messages}
        heads={[text.message, text.before, text.after]}
        rows={result.messages.map(({ id, text: words, before, after }) => [
          <a key={id} href={linkToMessage(id)}>
            {words}
          </a>,
          `${name(before.intent)} (${named(text.bands, before.band)})`,
          `${name(after.intent)} (${named(text.bands, after.band)})`,
        ])}
      />
    </section>
  );
}

function linkToMessage(id: string): string {
  const cut = id.lastIndexOf('.');
  return `${linkTo('conversations', id.slice(0, cut))}?seq=${id.slice(cut + 1)}`;
}

interface ChangesProps {
  title: string;
  lead?: string;
  all?: number;
  heads: string[];
  rows: ReactNode[][];
}

function Changes({ title, lead, all = 0, heads, rows }: ChangesProps) {
  const { review: text } = useWords();
  return (
    <>
      <h3>{title}</h3>
      {lead && <p className="none">{lead}</p>}
      {rows.length === 0 && <p className="none">{text.noChange}</p>}
      {rows.length > 0 && (
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a report does not change its order
              <tr key={at}>
                {cells.map((cell, column) => (
                  <td key={heads[column]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {all > rows.length && <p className="none">{text.listed(rows.length, all)}</p>}
    </>
  );
}
