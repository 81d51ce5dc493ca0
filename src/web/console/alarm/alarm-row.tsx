import { Button } from 'antd';
import type { AlarmEntry } from '#console/api.ts';
import { useMe } from '../api/session.tsx';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { estateName, named } from '../text/named.ts';
import { Waiting } from '../text/said-time.tsx';
import type { Words } from '../text/zh-CN.ts';

/** One emergency: what, where, how long, who is being called, and the button that takes it. */
export function AlarmRow({ alarm, busy, accept }: { alarm: AlarmEntry; busy: boolean; accept(): void }) {
  const words = useWords();
  const me = useMe();
  const text = words.alarm;
  const open = alarm.state !== 'accepted';
  const place = alarm.place ? (words.lang === 'en' ? alarm.place.en : alarm.place.zh) : text.noPlace;
  const about = [
    me.estates.length > 1 && estateName(me, alarm.estateId, words),
    alarm.number,
    ...alarm.notes.map((note) => named(text.notes, note)),
    standing(alarm, words),
  ].filter(Boolean);
  return (
    <li className="alarm-row" data-open={open} data-level={alarm.level}>
      <div className="alarm-what">
        <p className="alarm-title">
          <strong>{named(text.kinds, alarm.kind)}</strong> <span>{place}</span>{' '}
          {open && <Waiting since={alarm.createdAt} />}
        </p>
        <p className="alarm-about">{about.join(' · ')}</p>
      </div>
      <div className="alarm-do">
        <Button href={linkTo('desk', alarm.conversationId)}>{text.open}</Button>
        {open && (
          <Button type="primary" danger disabled={busy} onClick={accept}>
            {busy ? text.accepting : text.accept}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Who is being called, or who came. */
function standing({ state, calling, reached, acceptedBy }: AlarmEntry, { alarm: text, lang }: Words): string {
  if (state === 'accepted') return text.acceptedBy(acceptedBy ?? '');
  if (!calling) return text.nobody;
  if (state === 'unanswered') return text.unanswered;
  const name = lang === 'en' ? calling.en : calling.zh;
  return reached ? text.reached(name) : text.calling(name);
}
