import { Button } from 'antd';
import type { Pages } from '../api/use-pages.ts';
import { useWords } from '../text/language.tsx';
import { Nothing } from './nothing.tsx';
import { Patience } from './patience.tsx';
import { Refused } from './refused.tsx';

interface Props {
  pages: Pages<unknown>;
  /** What to say when the list is empty. */
  empty: { title: string; advice: string };
  /** Set when filters are on: how to clear them. */
  clear: (() => void) | undefined;
}

/** What stands below the rows of a list: reading, refused, nothing found, or the next page. */
export function ListFoot({ pages, empty, clear }: Props) {
  const words = useWords();
  if (pages.refusal) return <Refused refusal={pages.refusal} retry={pages.again} />;
  if (!pages.rows) return <Patience />;
  if (pages.rows.length === 0) {
    return (
      <Nothing title={empty.title} advice={empty.advice}>
        {clear && <Button onClick={clear}>{words.conversations.clear}</Button>}
      </Nothing>
    );
  }
  if (!pages.more) return null;
  return (
    <div className="more">
      <Button size="large" disabled={pages.loading} onClick={pages.more}>
        {pages.loading ? words.reading : words.more}
      </Button>
    </div>
  );
}
