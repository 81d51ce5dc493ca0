import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import type { HandedLink, StaffEntry } from '#console/accounts/staff-api.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { AskWhy } from './ask-why.tsx';
import { staffDesk } from './calls.ts';
import { type Grant, GrantFields } from './grant-fields.tsx';
import { LinkSlip } from './link-slip.tsx';

type Asked = 'role' | 'disable' | 'enable' | 'reset' | 'dropFactor';

/** What a manager does to an account: each after one question, with a reason that is kept. */
export function LookAfter({ entry, again }: { entry: StaffEntry; again(): void }) {
  const { staff } = useWords();
  const [asked, setAsked] = useState<Asked>();
  const { displayName: name } = entry;
  const { busy, refusal, link, saved, run, forget } = useRun(() => setAsked(undefined), again);
  const questions = useQuestions(entry, run);

  if (link) return <LinkSlip link={link} lead={staff.linkReset(name)} finish={forget} />;
  const leave = () => setAsked(undefined);
  return (
    <section className="card-section work">
      <h3>{staff.actions}</h3>
      {!asked && <Choices entry={entry} ask={setAsked} />}
      {asked === 'role' && (
        <RoleForm entry={entry} busy={busy} leave={leave} save={(work) => run(() => done(work()))} />
      )}
      {asked && asked !== 'role' && (
        <AskWhy {...questions[asked]} dangerous={asked === 'disable'} busy={busy} leave={leave} />
      )}
      {saved && <Alert type="success" showIcon title={staff.saved} />}
      {refusal && <Refused refusal={refusal} />}
    </section>
  );
}

type Run = (work: () => Promise<HandedLink | undefined>) => Promise<void>;

const done = async (work: Promise<unknown>): Promise<undefined> => {
  await work;
  return undefined;
};

/** Runs what was asked for; `settled` when it was done, `again` in any case, to read what is true now. */
function useRun(settled: () => void, again: () => void) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const [link, setLink] = useState<HandedLink>();
  const [saved, setSaved] = useState(false);
  const run: Run = async (work) => {
    setBusy(true);
    setRefusal(undefined);
    setSaved(false);
    try {
      const made = await work();
      setLink(made);
      setSaved(made === undefined);
      settled();
    } catch (error) {
      setRefusal(asRefusal(error));
    } finally {
      setBusy(false);
      again();
    }
  };
  return { busy, refusal, link, saved, run, forget: () => setLink(undefined) };
}

interface Question {
  question: string;
  label: string;
  run(why: string): void;
}

function useQuestions({ id, displayName: name }: StaffEntry, run: Run): Record<Exclude<Asked, 'role'>, Question> {
  const { staff } = useWords();
  return {
    disable: {
      question: staff.disableAsk(name),
      label: staff.disableDo,
      run: (why) => run(() => done(staffDesk.disable(id, why))),
    },
    enable: {
      question: staff.enableAsk(name),
      label: staff.enableDo,
      run: (why) => run(() => done(staffDesk.enable(id, why))),
    },
    reset: {
      question: staff.resetAsk(name),
      label: staff.resetDo,
      run: (why) => run(() => staffDesk.resetLink(id, why)),
    },
    dropFactor: {
      question: staff.dropFactorAsk(name),
      label: staff.dropFactorDo,
      run: (why) => run(() => done(staffDesk.dropFactor(id, why))),
    },
  };
}

function Choices({ entry, ask }: { entry: StaffEntry; ask(what: Asked): void }) {
  const { staff } = useWords();
  const open = entry.disabledAt === null;
  return (
    <div className="staff-choices">
      {open && <Button onClick={() => ask('role')}>{staff.change}</Button>}
      {open && <Button onClick={() => ask('reset')}>{staff.reset}</Button>}
      {open && entry.secondFactor && <Button onClick={() => ask('dropFactor')}>{staff.dropFactor}</Button>}
      {open ? (
        <Button onClick={() => ask('disable')}>{staff.disable}</Button>
      ) : (
        <Button type="primary" onClick={() => ask('enable')}>
          {staff.enable}
        </Button>
      )}
    </div>
  );
}

interface RoleProps {
  entry: StaffEntry;
  busy: boolean;
  leave(): void;
  save(work: () => Promise<void>): void;
}

function RoleForm({ entry, busy, leave, save }: RoleProps) {
  const { staff, cancel } = useWords();
  const [grant, setGrant] = useState<Grant>({ role: entry.role, estates: entry.estates });
  const [why, setWhy] = useState('');
  const nowhere = grant.estates !== '*' && grant.estates.length === 0;
  return (
    <div className="staff-form">
      <GrantFields grant={grant} change={setGrant} />
      <Input
        aria-label={staff.why}
        placeholder={staff.whyHint}
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      {nowhere && <p className="none">{staff.chooseEstate}</p>}
      <span className="let-go">
        <Button
          type="primary"
          disabled={busy || nowhere || why.trim() === ''}
          onClick={() => save(() => staffDesk.changeRole(entry.id, { ...grant, why }))}
        >
          {staff.changeDo}
        </Button>
        <Button onClick={leave}>{cancel}</Button>
      </span>
    </div>
  );
}
