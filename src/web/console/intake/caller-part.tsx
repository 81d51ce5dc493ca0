import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { HouseholdDetail } from '#console/residents/household-api.ts';
import { desk } from '../api/calls.ts';
import { useReading } from '../api/use-reading.ts';
import { Refused } from '../frame/refused.tsx';
import { useDebounced } from '../frame/use-debounced.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import type { IntakeDraft } from './intake-draft.ts';

interface Props {
  draft: IntakeDraft;
  set(part: Partial<IntakeDraft>): void;
}

/** Who calls: their home from the register, which of its people it is, or a name and a phone as told. */
export function CallerPart({ draft, set }: Props) {
  const words = useWords();
  const text = words.intake;
  const { caller, estateId } = draft;
  const change = (part: Partial<IntakeDraft['caller']>) => set({ caller: { ...caller, ...part } });
  return (
    <section className="card-section">
      <h3>{text.who[draft.channel]}</h3>
      <p className="none">{text.whoLead}</p>
      {caller.unitCode ? (
        <p className="intake-home">
          <b className="number">{caller.unitCode}</b>
          <Button size="small" onClick={() => change({ unitCode: '', residentId: '' })}>
            {text.otherHome}
          </Button>
        </p>
      ) : (
        <HomeSearch estateId={estateId} choose={(unitCode) => change({ unitCode })} />
      )}
      {caller.unitCode && (
        <Members
          home={{ estate: estateId, unit: caller.unitCode }}
          chosen={caller.residentId}
          choose={(one) =>
            change(one ? { residentId: one.residentId, name: one.name, phone: '' } : { residentId: '', name: '' })
          }
        />
      )}
      {caller.residentId === '' && (
        <div className="intake-caller">
          <Field label={words.households.name} value={caller.name} most={40} change={(name) => change({ name })} />
          <Field
            label={text.phone}
            value={caller.phone}
            most={20}
            change={(phone) => change({ phone: phone.replace(/[^\d +-]/g, '') })}
          />
        </div>
      )}
    </section>
  );
}

function Field(props: { label: string; value: string; most: number; change(value: string): void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <Input
        id={id}
        autoComplete="off"
        maxLength={props.most}
        value={props.value}
        onChange={(event) => props.change(event.target.value)}
      />
    </div>
  );
}

function HomeSearch({ estateId, choose }: { estateId: string; choose(unitCode: string): void }) {
  const { households, lang } = useWords();
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), 250);
  const { data, refusal, reload } = useReading(`${estateId} ${q}`, async (signal) =>
    q === '' ? { homes: [], next: null } : desk.households({ estate: estateId, q }, signal),
  );
  return (
    <>
      <Input
        aria-label={households.search}
        placeholder={households.search}
        autoComplete="off"
        maxLength={40}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {refusal && <Refused refusal={refusal} retry={reload} />}
      {q !== '' && data?.homes.length === 0 && <p className="none">{households.noneFound}</p>}
      <div className="intake-choices">
        {(data?.homes ?? []).slice(0, 8).map(({ unitCode, name }) => (
          <Button key={unitCode} size="small" onClick={() => choose(unitCode)}>
            {lang === 'en' ? name.en : name.zh}
          </Button>
        ))}
      </div>
    </>
  );
}

interface MembersProps {
  home: { estate: string; unit: string };
  chosen: string;
  choose(member: HouseholdDetail['members'][number] | undefined): void;
}

/** The people of a home; whose matter it is then stands in their own chats too. */
function Members({ home, chosen, choose }: MembersProps) {
  const { households, intake: text } = useWords();
  const { data } = useReading(`${home.estate} ${home.unit}`, (signal) => desk.household(home, signal));
  const members = (data?.members ?? []).filter(({ to }) => to === null || to > Date.now());
  if (members.length === 0) return null;
  return (
    <fieldset className="intake-choices" aria-label={text.whichMember}>
      {members.map((one) => (
        <Button
          key={one.id}
          type={one.residentId === chosen ? 'primary' : 'default'}
          aria-pressed={one.residentId === chosen}
          onClick={() => choose(one)}
        >
          {one.name}（{named(households.relations, one.relation)}）{one.phone}
        </Button>
      ))}
      <Button
        type={chosen === '' ? 'primary' : 'default'}
        aria-pressed={chosen === ''}
        onClick={() => choose(undefined)}
      >
        {text.otherPerson}
      </Button>
    </fieldset>
  );
}
