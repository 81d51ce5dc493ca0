import { clerk } from '../api/clerk-calls.ts';
import { useReading } from '../api/use-reading.ts';
import { useWords } from '../text/language.tsx';

/** Something that can be put into a draft; without `text` it is shown and cannot. */
export interface Choice {
  key: string;
  kind: 'reply' | 'knowledge';
  title: string;
  text: string | null;
  source?: string;
  checkedOn?: string;
}

/** What fits: canned replies as one types, the office's knowledge once one pauses. */
export function useChoices(id: string, wish: string, paused: string): Choice[] {
  const { lang } = useWords();
  const language = lang === 'en' ? 'en' : 'zh';
  const replies = useReading(`replies ${id}`, (signal) => clerk.replies(id, signal)).data?.replies ?? [];
  const knowledge = useReading(`answers ${id} ${paused}`, (signal) => clerk.answers(id, paused, signal)).data;
  const parts = wish.toLowerCase().split(/\s+/u).filter(Boolean);
  const fits = (...texts: string[]) => parts.every((part) => texts.some((one) => one.toLowerCase().includes(part)));
  const found = replies
    .filter(({ title, text, words }) => fits(title.zh, title.en, text, ...words))
    .map(({ key, title, text }): Choice => ({ key, kind: 'reply', title: title[language], text }));
  const answers = (knowledge?.answers ?? []).map(
    ({ id: key, question, text, source, checkedOn }): Choice => ({
      key,
      kind: 'knowledge',
      title: question[language],
      text,
      source: source[language],
      checkedOn,
    }),
  );
  // Without any words the knowledge is about what the resident said last, which comes second to the replies.
  return wish === '' ? [...answers.slice(0, 1), ...found, ...answers.slice(1)] : [...found, ...answers];
}
