import { HourglassOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { LateChat, LateChats } from '#console/chats/handoff-api.ts';
import { read } from '../api/call.ts';
import { useNews } from '../api/live-context.tsx';
import { useMe } from '../api/session.tsx';
import { useReading } from '../api/use-reading.ts';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { estateName } from '../text/named.ts';
import { Waiting } from '../text/said-time.tsx';

const NONE: LateChats = { chats: [] };

/** Chats that nobody took or answered in time, for whoever may take them over; others hear of none. */
export function useLateChats(): LateChat[] {
  const hears = useMe().rights.includes('take-over-chats');
  const { data, reload } = useReading(`late ${hears}`, async (signal) =>
    hears ? read<LateChats>('queue/late', signal) : NONE,
  );
  useNews(({ kind }) => {
    if (kind === 'hello' || kind === 'queue') reload();
  });
  return data?.chats ?? [];
}

/** A resident who waits too long, and for whom. */
export function LateChatRow({ chat: { conversationId, estateId, which, since, holder } }: { chat: LateChat }) {
  const words = useWords();
  const { clerk: text, handoff } = words;
  const me = useMe();
  const where = me.estates.length > 1 && estateName(me, estateId, words);
  return (
    <p className="reminder overdue">
      <HourglassOutlined aria-hidden />
      <span className="reminder-what">
        <strong>{which === 'claim' ? handoff.lateClaim : handoff.lateReply(holder ?? '')}</strong>
        {where && ` · ${where}`}
      </span>
      <span className="reminder-when">
        <Waiting since={since} />
      </span>
      <Button size="small" href={linkTo('desk', conversationId)}>
        {text.look}
      </Button>
    </p>
  );
}
