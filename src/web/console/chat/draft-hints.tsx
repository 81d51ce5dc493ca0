import { Button } from 'antd';
import type { ConversationEntry, DraftFault } from '#console/api.ts';
import type { DraftCheck } from '#console/chats/clerk-api.ts';
import { useMe } from '../api/session.tsx';
import { useWords } from '../text/language.tsx';
import { estateZone, named } from '../text/named.ts';
import { saidTime } from '../text/times.ts';
import { useNow } from '../text/use-now.ts';

interface Props {
  check: DraftCheck;
  conversation: Pick<ConversationEntry, 'estateId' | 'locale'>;
  /** Puts these words where others stand; without them, in place of the whole draft. */
  replace(words: string, by: string): void;
}

/** Below a draft: what may not be said and why, what is known already, and what will be kept as a promise. */
export function DraftHints({ check: { faults, known, promises }, conversation, replace }: Props) {
  const words = useWords();
  const zone = estateZone(useMe(), conversation.estateId);
  const now = useNow(30_000);
  const text = words.clerk;
  return (
    <div className="draft-hints" role="status">
      {faults.map((fault) => (
        <Fault key={`${fault.kind} ${fault.words}`} fault={fault} to={conversation.locale} replace={replace} />
      ))}
      {known.length > 0 && (
        <p className="draft-hint">
          {text.knownAlready}
          {known.map(({ key, value }) => (
            <strong key={key}>
              {named(text.known, key)} {value}
            </strong>
          ))}
        </p>
      )}
      {faults.length === 0 &&
        promises.map(({ at }) => (
          <p key={at} className="draft-hint">
            {text.willPromise(saidTime(at, { now, zone, words }))}
          </p>
        ))}
    </div>
  );
}

/** Why is said in the clerk's language, what to say instead in the resident's. */
function Fault({
  fault,
  to,
  replace,
}: { fault: DraftFault; to: ConversationEntry['locale'] } & Pick<Props, 'replace'>) {
  const { clerk: text, lang } = useWords();
  const { kind, words, why } = fault;
  const instead = fault.instead?.[to === 'en' ? 'en' : 'zh'];
  return (
    <div className="draft-fault">
      <p>
        <strong>{text[kind]}</strong> <q>{words}</q> {why[lang === 'en' ? 'en' : 'zh']}
      </p>
      {instead && (
        <p>
          {text.sayInstead}
          <q>{instead}</q>{' '}
          <Button size="small" onClick={() => replace(kind === 'threat' ? '' : words, instead)}>
            {text.useInstead}
          </Button>
        </p>
      )}
    </div>
  );
}
