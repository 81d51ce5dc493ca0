import { Alert } from 'antd';
import type { MoveInDetail } from '#console/residents/move-in-api.ts';
import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { Facts } from '../card/facts.tsx';
import { Refused } from '../frame/refused.tsx';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { moveInDesk } from './calls.ts';
import { Defects } from './defects.tsx';
import { Desks } from './desks.tsx';
import { Fees } from './fees.tsx';
import { Inspection } from './inspection.tsx';
import { Keys } from './keys.tsx';
import { Papers } from './papers.tsx';
import { inWords } from './said.ts';
import { Steps } from './steps.tsx';
import { useWork } from './use-work.ts';

/** A move-in case, or the one a defect belongs to: the four desks, what is next, papers, inspection, defects, keys. */
export function MoveInSection({ id }: { id: string }) {
  const words = useWords();
  const { data, refusal, reload } = useReading(id, (signal) => moveInDesk.read(id, signal));
  useNews((news) => {
    if (news.kind === 'hello' || (news.kind === 'ticket' && (news.id === id || news.id === data?.caseId))) reload();
  });
  const work = useWork(reload);
  // A case of an estate whose handbook no longer has moving in is shown as any other.
  if (refusal) return refusal.code === 'not-found' ? null : <Refused refusal={refusal} retry={reload} />;
  if (!data) return null;
  const part = { id, detail: data, work };
  const why = work.refusal?.field ? words.moveIn.refusals[work.refusal.field] : undefined;
  return (
    <>
      <section className="card-section">
        <h3>{words.moveIn.desks}</h3>
        <Overview detail={data} id={id} />
        <Desks detail={data} />
        {data.rule && <p className="key-rule">{inWords(words, data.rule)}</p>}
        <Steps {...part} />
        {work.saved && <Alert type="success" showIcon title={words.moveIn.saved} />}
        {work.refusal && (why ? <Alert type="warning" showIcon title={why} /> : <Refused refusal={work.refusal} />)}
      </section>
      <Papers key={`papers ${data.caseId} ${JSON.stringify(data.papers)}`} {...part} />
      {data.parts.length > 0 && <Inspection {...part} />}
      {data.defects.length > 0 && <Defects {...part} />}
      {data.feeItems.length > 0 && <Fees key={`fees ${data.caseId} ${JSON.stringify(data.feeSheet)}`} {...part} />}
      <Keys {...part} />
    </>
  );
}

function Overview({ detail, id }: { detail: MoveInDetail; id: string }) {
  const words = useWords();
  const { moveIn } = words;
  const time = (slot: MoveInDetail['slot']) => (slot ? `${slot.date} ${slot.time}` : moveIn.noSlot);
  return (
    <Facts
      facts={[
        ...(detail.caseId === id
          ? []
          : [
              [
                moveIn.openCase,
                <a key="case" href={linkTo('tickets', detail.caseId)}>
                  {detail.number}
                </a>,
              ] as [string, JSX.Element],
            ]),
        [moveIn.kind, `${inWords(words, detail.kind)} · ${named(words.states, detail.state)}`],
        [moveIn.slot, time(detail.slot)],
        ...(detail.recheck ? [[moveIn.recheck, time(detail.recheck)] as [string, string]] : []),
        ...(detail.fees || detail.feeSheet.length > 0
          ? [[words.services.fees ?? '', feeWords(detail, moveIn)] as [string, string]]
          : []),
      ]}
    />
  );
}

function feeWords({ fees, feeSheet }: MoveInDetail, { fees: text }: ReturnType<typeof useWords>['moveIn']): string {
  const state = fees ? [text[fees]] : [];
  return [...state, ...(feeSheet.length > 0 ? [text.sheet(feeSheet.length)] : [])].join(' · ');
}
