import { Button, Input } from 'antd';
import { useState } from 'react';
import type { HouseholdDetail } from '#console/residents/household-api.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { useNow } from '../text/use-now.ts';
import { useDay } from './use-day.ts';

interface Props {
  member: HouseholdDetail['members'][number];
  estate: string;
  /** Wants another code for this person. */
  more(): void;
  end(why: string): void;
}

/** Somebody of a home; their belonging ends after one question. */
export function MemberRow({ member, estate, more, end }: Props) {
  const { households } = useWords();
  const [asking, setAsking] = useState(false);
  const day = useDay(estate);
  const now = useNow(60_000);
  const over = member.to !== null && member.to <= now;
  const time =
    member.to === null ? households.since(day(member.from)) : households.until(day(member.from), day(member.to));
  return (
    <div className="member" data-over={over}>
      <span>
        <b>{member.name}</b> {named(households.relations, member.relation)}
        <span className="row-about number"> {member.phone ?? ''}</span>
        <span className="row-about">
          {time} · {households.chats(member.conversations)}
        </span>
      </span>
      {!over && !asking && (
        <span className="let-go">
          <Button size="small" onClick={more}>
            {households.newChannel}
          </Button>
          <Button size="small" onClick={() => setAsking(true)}>
            {households.end}
          </Button>
        </span>
      )}
      {asking && <AskToEnd name={member.name} leave={() => setAsking(false)} end={end} />}
    </div>
  );
}

function AskToEnd({ name, leave, end }: { name: string; leave(): void; end(why: string): void }) {
  const { households, cancel } = useWords();
  const [why, setWhy] = useState('');
  return (
    <div className="member-end" role="alertdialog" aria-label={households.endAsk(name)}>
      <p>{households.endAsk(name)}</p>
      <Input
        autoFocus
        aria-label={households.endWhy}
        placeholder={households.endWhy}
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      <span className="let-go">
        <Button
          danger
          disabled={why.trim() === ''}
          onClick={() => {
            leave();
            end(why);
          }}
        >
          {households.endDo}
        </Button>
        <Button onClick={leave}>{cancel}</Button>
      </span>
    </div>
  );
}
