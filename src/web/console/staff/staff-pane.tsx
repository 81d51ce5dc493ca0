import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { StaffDetail } from '#console/accounts/staff-api.ts';
import { useMe } from '../api/session.tsx';
import { useReading } from '../api/use-reading.ts';
import { Facts } from '../card/facts.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { staffDesk } from './calls.ts';
import { LookAfter } from './look-after.tsx';
import { SignIns } from './sign-ins.tsx';
import { useEstatesText } from './use-estates-text.ts';

/** One account: what it is, what may be done to it, and how it was signed in to. */
export function StaffPane({ id, changed }: { id: string; changed(): void }) {
  const words = useWords();
  const { data, refusal, reload } = useReading(id, (signal) => staffDesk.show(id, signal));
  const again = () => {
    reload();
    changed();
  };
  return (
    <section className="chat ticket" aria-label={data?.entry.displayName ?? words.staff.title}>
      <header className="chat-head">
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={words.back}
          onClick={() => goTo(linkTo('staff'))}
        />
        <div className="chat-who">
          <h2>{data?.entry.displayName}</h2>
        </div>
        {data && (
          <Button href={`${linkTo('audit')}?subject=${encodeURIComponent(`staff:${id}`)}`}>
            {words.staff.changes}
          </Button>
        )}
      </header>
      {refusal && <Refused refusal={refusal} retry={reload} gone={words.staff.gone} />}
      {!data && !refusal && <Patience />}
      {data && <StaffSheet detail={data} again={again} />}
    </section>
  );
}

function StaffSheet({ detail: { entry, signIns }, again }: { detail: StaffDetail; again(): void }) {
  const words = useWords();
  const me = useMe();
  const { staff } = words;
  const estates = useEstatesText();
  const facts: [string, ReactNode][] = [
    [staff.name, entry.name],
    [staff.role, named(words.roles, entry.role)],
    [staff.estates, estates(entry)],
    [staff.state, named(staff.states, entry.disabledAt === null ? 'active' : 'disabled')],
    [staff.factor, entry.secondFactor ? staff.factorOn : staff.factorOff],
    [staff.lastIn, entry.lastSignInAt === null ? staff.never : <SaidTime key="in" at={entry.lastSignInAt} />],
    [staff.created, <SaidTime key="made" at={entry.createdAt} />],
  ];
  return (
    <div className="card-body">
      <section className="card-section">
        <Facts facts={facts} />
        {!entry.yours && <p className="none">{entry.id === me.id ? staff.you : staff.notYours}</p>}
      </section>
      {entry.yours && <LookAfter key={`${entry.id} ${entry.disabledAt}`} entry={entry} again={again} />}
      {entry.yours && (
        <section className="card-section">
          <h3>{words.own.signIns}</h3>
          <SignIns entries={signIns} />
        </section>
      )}
    </div>
  );
}
