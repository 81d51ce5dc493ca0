import { BellOutlined, ClockCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Children, type ReactNode, useEffect, useState } from 'react';
import type { Mentions, PromiseEntry } from '#console/chats/clerk-api.ts';
import { clerk } from '../api/clerk-calls.ts';
import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { useDesktopNews } from '../frame/desktop-news.ts';
import { linkTo, useRoute } from '../frame/route.ts';
import { useWide } from '../frame/use-wide.ts';
import { useWords } from '../text/language.tsx';
import { SaidTime } from '../text/said-time.tsx';
import { useNow } from '../text/use-now.ts';
import { LateChatRow, useLateChats } from './late-chat.tsx';

/** A promise is shown on every page so long (milliseconds) before its time. */
const AHEAD_MS = 15 * 60_000;
const SHOWN = 3;
const MOST = 20;

/** On every page: residents who wait too long, promises whose time comes, those overdue, and notes that name me. */
export function Reminders() {
  const { clerk: text } = useWords();
  const promises = useReading('promises', clerk.promises);
  const mentions = useReading('mentions', clerk.mentions);
  const late = useLateChats();
  const now = useNow(10_000);
  useNews(({ kind }) => {
    if (kind === 'hello' || kind === 'promise' || kind === 'queue') promises.reload();
    if (kind === 'hello' || kind === 'mention') mentions.reload();
  });
  const due = (promises.data?.promises ?? []).filter(({ dueAt }) => dueAt - now < AHEAD_MS);
  const named = mentions.data?.mentions ?? [];
  useSeen(named);
  useDesktopNews({
    late: late.map(({ conversationId, which }) => `${conversationId} ${which}`),
    promises: due.map(({ id }) => id),
    mentions: named.map((one) => `${one.conversationId} ${one.seq}`),
  });
  return (
    <Rows label={text.reminders}>
      {late.map((chat) => (
        <LateChatRow key={chat.conversationId} chat={chat} />
      ))}
      {due.map((promise) => (
        <Due key={promise.id} promise={promise} now={now} done={promises.reload} />
      ))}
      {named.map((mention) => (
        <Named key={`${mention.conversationId} ${mention.seq}`} mention={mention} />
      ))}
    </Rows>
  );
}

/** A few rows, on a phone the first alone, so that the chat keeps its place; the others on demand. */
function Rows({ label, children }: { label: string; children: ReactNode }) {
  const { clerk: text } = useWords();
  const [all, setAll] = useState(false);
  const shown = useWide() ? SHOWN : 1;
  const rows = Children.toArray(children);
  if (rows.length === 0) return null;
  return (
    <section className="reminders" aria-label={label}>
      {rows.slice(0, all ? MOST : shown)}
      {rows.length > shown && (
        <button type="button" className="reminders-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? text.fewer : text.moreReminders(rows.length - shown)}
        </button>
      )}
    </section>
  );
}

/** Whoever has the conversation open has seen the note. */
function useSeen(named: Mentions['mentions']): void {
  const { page, id } = useRoute();
  const here = page === 'desk' && named.some(({ conversationId }) => conversationId === id) ? id : undefined;
  useEffect(() => {
    if (here) clerk.seeMentions(here).catch(() => {});
  }, [here]);
}

function Named({ mention }: { mention: Mentions['mentions'][number] }) {
  const { clerk: text, events } = useWords();
  return (
    <p className="reminder">
      <BellOutlined aria-hidden />
      <span className="reminder-what">
        <strong>{text.mentioned(mention.by ?? events.somebody)}</strong> {mention.text}
      </span>
      <Button size="small" href={linkTo('desk', mention.conversationId)}>
        {text.look}
      </Button>
    </p>
  );
}

function Due({ promise, now, done }: { promise: PromiseEntry; now: number; done(): void }) {
  const { clerk: text, queue } = useWords();
  const over = promise.dueAt <= now;
  const who = promise.residentName ?? queue.resident(promise.conversationId.slice(-4));
  const keep = () =>
    clerk
      .changePromise(promise.id, { state: 'kept', why: '' })
      .catch(() => {})
      .finally(done);
  return (
    <p className={over ? 'reminder overdue' : 'reminder'}>
      <ClockCircleOutlined aria-hidden />
      <span className="reminder-what">
        <strong>{text.promiseTo(who)}</strong> {promise.words}
      </span>
      <span className="reminder-when">
        {over && text.promiseOver} <SaidTime at={promise.dueAt} estateId={promise.estateId} />
      </span>
      <Button size="small" href={linkTo('desk', promise.conversationId)}>
        {text.look}
      </Button>
      <Button size="small" onClick={keep}>
        {text.kept}
      </Button>
    </p>
  );
}
