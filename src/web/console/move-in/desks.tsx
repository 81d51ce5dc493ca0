import type { MoveInDetail } from '#console/residents/move-in-api.ts';
import { useWords } from '../text/language.tsx';
import { SaidTime } from '../text/said-time.tsx';
import { inWords } from './said.ts';

/** The desks in their order: what is done there, whether it is, and who signed. */
export function Desks({ detail: { desks, estateId } }: { detail: MoveInDetail }) {
  const words = useWords();
  const { moveIn } = words;
  const now = desks.find(({ status }) => status === 'now');
  return (
    <>
      <ol className="desks">
        {desks.map((desk, at) => (
          <li
            key={desk.key}
            className="desk"
            data-status={desk.status}
            aria-current={desk.status === 'now' ? 'step' : undefined}
          >
            <span className="desk-head">
              <span className="desk-number">{at + 1}</span>
              <strong>{inWords(words, desk.name)}</strong>
            </span>
            <span className="desk-step">
              {inWords(words, desk.step)} · {moveIn.status[desk.status]}
            </span>
            <span className="desk-signed">
              {desk.by ? moveIn.signedBy(desk.by) : moveIn.notSigned}{' '}
              {desk.at !== null && <SaidTime at={desk.at} estateId={estateId} />}
            </span>
          </li>
        ))}
      </ol>
      {now && (
        <p className="desk-about">
          {[now.takes, now.gives, now.records]
            .map((list, which) =>
              [moveIn.about[which], list.map((one) => inWords(words, one)).join(moveIn.comma)].join(moveIn.colon),
            )
            .join('\n')}
        </p>
      )}
    </>
  );
}
