import { CoffeeOutlined } from '@ant-design/icons';
import { AlertsStrip } from '../alarm/alerts-strip.tsx';
import { Nothing } from '../frame/nothing.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { currentRoute, goTo, linkTo } from '../frame/route.ts';
import { useShortcuts } from '../frame/shortcuts.ts';
import { useWords } from '../text/language.tsx';
import { useQueue } from './queue-context.tsx';
import { QueueRow } from './queue-row.tsx';

/** Who waits, and the chats I hold. `openId` is the conversation that is open. */
export function QueuePane({ openId }: { openId: string | undefined }) {
  const words = useWords();
  const queue = useQueue();
  const { waiting, mine } = queue;
  const forMe = waiting.filter((entry) => entry.forMe !== false);
  const others = waiting.filter((entry) => entry.forMe === false);
  const order = [...forMe, ...others, ...mine];

  const step = (by: 1 | -1) => {
    // Keys may come faster than the page is shown.
    const here = order.findIndex((entry) => entry.id === currentRoute().id);
    const next = here < 0 ? (by === 1 ? 0 : order.length - 1) : here + by;
    const entry = order[next];
    if (entry) goTo(linkTo('desk', entry.id));
  };
  useShortcuts({ j: () => step(1), k: () => step(-1) });

  return (
    <section className="queue" aria-label={words.queue.title}>
      <AlertsStrip />
      {queue.refusal && <Refused refusal={queue.refusal} retry={queue.reload} />}
      {!queue.known && !queue.refusal && <Patience />}
      {queue.known && (
        <>
          <Heading text={words.queue.waiting} count={forMe.length} />
          {forMe.map((entry) => (
            <QueueRow key={entry.id} entry={entry} open={entry.id === openId} kind="waiting" />
          ))}
          {forMe.length === 0 && (
            <Nothing icon={<CoffeeOutlined />} title={words.queue.nobody} advice={words.queue.nobodyAdvice} />
          )}
          {others.length > 0 && (
            <>
              <Heading text={words.handoff.otherDesks} count={others.length} />
              <p className="queue-lead">{words.handoff.otherDesksLead}</p>
              {others.map((entry) => (
                <QueueRow key={entry.id} entry={entry} open={entry.id === openId} kind="waiting" />
              ))}
            </>
          )}
          <Heading text={words.queue.mine} count={queue.most === null ? mine.length : `${mine.length}/${queue.most}`} />
          {mine.map((entry) => (
            <QueueRow key={entry.id} entry={entry} open={entry.id === openId} kind="mine" />
          ))}
          {mine.length === 0 && <Nothing title={words.queue.noneMine} advice={words.queue.noneMineAdvice} />}
        </>
      )}
    </section>
  );
}

function Heading({ text, count }: { text: string; count: number | string }) {
  return (
    <h2 className="queue-heading">
      {text} <span className="queue-count">{count}</span>
    </h2>
  );
}
