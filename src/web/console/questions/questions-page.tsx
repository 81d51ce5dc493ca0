import { Segmented } from 'antd';
import { useState } from 'react';
import { DESKS } from '#console/questions/question-api.ts';
import { useNews } from '../api/live-context.tsx';
import { useMe } from '../api/session.tsx';
import { usePages } from '../api/use-pages.ts';
import { Choice, codeOptions } from '../frame/choice.tsx';
import { ListFoot } from '../frame/list-foot.tsx';
import { useRoute } from '../frame/route.ts';
import { useCalm } from '../frame/use-calm.ts';
import { useRowKeys } from '../frame/use-row-keys.ts';
import { useWords } from '../text/language.tsx';
import { estateName } from '../text/named.ts';
import { questionCalls } from './calls.ts';
import { QuestionPane } from './question-pane.tsx';
import { QuestionRows } from './question-rows.tsx';

type State = 'open' | 'answered';

/** Questions that the desk passed on: those that wait with the oldest first, and those that were answered. */
export function QuestionsPage() {
  const words = useWords();
  const text = words.questions;
  const { id } = useRoute();
  const [wish, setWish] = useState({ state: 'open' as State, desk: '', estate: '' });
  const pages = usePages(JSON.stringify(wish), async (before, signal) => {
    const { questions, next } = await questionCalls.list({ ...wish, before, limit: 50 }, signal);
    return { rows: questions, next };
  });
  const refresh = useCalm(pages.refresh, 1_000);
  useNews((news) => {
    if (news.kind === 'hello' || news.kind === 'ticket' || news.kind === 'conversation') refresh();
  });
  useRowKeys('questions', pages.rows);
  const wished = wish.desk !== '' || wish.estate !== '';
  const { none, noneAdvice, noneAnswered, noneAnsweredAdvice } = text;
  const empty = wished
    ? { title: text.noneFound, advice: words.conversations.noneFoundAdvice }
    : wish.state === 'open'
      ? { title: none, advice: noneAdvice }
      : { title: noneAnswered, advice: noneAnsweredAdvice };
  return (
    <div className="reading" data-open={id !== undefined}>
      <section className="list" aria-label={text.title}>
        <div className="filters" data-open="true">
          <Segmented
            aria-label={text.which}
            value={wish.state}
            options={[
              { value: 'open', label: text.open },
              { value: 'answered', label: text.answered },
            ]}
            onChange={(state) => setWish({ ...wish, state: state as State })}
          />
          <Filters wish={wish} change={(part) => setWish({ ...wish, ...part })} />
        </div>
        <QuestionRows rows={pages.rows ?? []} openId={id} />
        <ListFoot
          pages={pages}
          empty={empty}
          clear={wished ? () => setWish({ ...wish, desk: '', estate: '' }) : undefined}
        />
      </section>
      {id && <QuestionPane key={id} id={id} changed={pages.refresh} />}
    </div>
  );
}

interface FilterProps {
  wish: { desk: string; estate: string };
  change(part: { desk?: string; estate?: string }): void;
}

function Filters({ wish, change }: FilterProps) {
  const words = useWords();
  const me = useMe();
  const { all, estate } = words.conversations;
  const estates = Object.fromEntries(me.estates.map((one) => [one.id, estateName(me, one.id, words)]));
  return (
    <>
      <Choice
        label={words.questions.desk}
        value={wish.desk}
        options={codeOptions(all, words.questions.desks, [...DESKS])}
        choose={(desk) => change({ desk })}
      />
      {me.estates.length > 1 && (
        <Choice
          label={estate}
          value={wish.estate}
          options={codeOptions(all, estates)}
          choose={(chosen) => change({ estate: chosen })}
        />
      )}
    </>
  );
}
