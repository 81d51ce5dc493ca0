import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { HouseholdDetail } from '#console/residents/household-api.ts';
import { desk, type Home } from '../api/calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useReading } from '../api/use-reading.ts';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { IssueCode } from './issue-code.tsx';
import { MemberRow } from './member-row.tsx';
import { useDay } from './use-day.ts';

type Member = HouseholdDetail['members'][number];

/** One home: who belongs to it, which codes wait, and a new one for somebody at the desk. */
export function HouseholdPane({ home, changed }: { home: Home; changed(): void }) {
  const words = useWords();
  const text = words.households;
  const { data, refusal, reload } = useReading(`${home.estate} ${home.unit}`, (signal) => desk.household(home, signal));
  const again = () => {
    reload();
    changed();
  };
  const name = data && (words.lang === 'en' ? data.home.name.en : data.home.name.zh);
  return (
    <section className="chat ticket" aria-label={name ?? text.title}>
      <header className="chat-head">
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={words.back}
          onClick={() => goTo(linkTo('households'))}
        />
        <div className="chat-who">
          <h2>{name}</h2>
        </div>
      </header>
      {refusal && <Refused refusal={refusal} retry={reload} gone={text.gone} />}
      {!data && !refusal && <Patience />}
      {data && <HouseholdSheet home={home} detail={data} again={again} />}
    </section>
  );
}

function HouseholdSheet({ home, detail, again }: { home: Home; detail: HouseholdDetail; again(): void }) {
  const { households: text } = useWords();
  const [wish, setWish] = useState<Member>();
  const [failed, setFailed] = useState<Refusal>();
  const act = (work: Promise<unknown>) =>
    work
      .then(() => setFailed(undefined))
      .catch((error: unknown) => setFailed(asRefusal(error)))
      .finally(again);
  return (
    <div className="card-body">
      {failed && <Refused refusal={failed} />}
      <section className="card-section">
        <h3>{text.members}</h3>
        {detail.members.length === 0 && <p className="none">{text.membersNone}</p>}
        {detail.members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            estate={home.estate}
            more={() => setWish(member)}
            end={(why) => act(desk.endBelonging(home.estate, member.id, why))}
          />
        ))}
      </section>
      {detail.codes.length > 0 && (
        <OpenCodes codes={detail.codes} estate={home.estate} revoke={(id) => act(desk.revokeCode(home.estate, id))} />
      )}
      <IssueCode
        key={wish?.id ?? 'new'}
        home={home}
        detail={detail}
        member={wish}
        done={again}
        settled={() => setWish(undefined)}
      />
    </div>
  );
}

interface CodesProps {
  codes: HouseholdDetail['codes'];
  estate: string;
  revoke(id: string): void;
}

function OpenCodes({ codes, estate, revoke }: CodesProps) {
  const { households } = useWords();
  const day = useDay(estate);
  return (
    <section className="card-section">
      <h3>{households.codes}</h3>
      {codes.map((code) => (
        <div className="member" key={code.id}>
          <span>
            {households.codeOf(code.name, named(households.relations, code.relation))}
            <span className="row-about"> {households.expires(day(code.expiresAt))}</span>
          </span>
          <Button size="small" onClick={() => revoke(code.id)}>
            {households.revoke}
          </Button>
        </div>
      ))}
    </section>
  );
}
