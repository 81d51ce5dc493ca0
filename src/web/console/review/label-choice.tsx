import { Button } from 'antd';
import { useShortcuts } from '../frame/shortcuts.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';

/** Those with a number key, always the same, so that the hand learns them. */
const NUMBERED = [
  'repair',
  'complaint',
  'fee_enquiry',
  'contract_enquiry',
  'lease_enquiry',
  'notice_enquiry',
  'office_enquiry',
  'status_query',
  'move_in',
];
const NONE_OF_OURS = 'out_of_scope';
const NO_EXAMPLE = 'none';

interface Props {
  intents: readonly string[];
  guesses: readonly { name: string }[];
  busy: boolean;
  choose(label: string): void;
  skip(): void;
}

/** What a message meant: number keys for the services, 0 for none of ours, n for what teaches nothing. */
export function LabelChoice({ intents, guesses, busy, choose, skip }: Props) {
  const { review: text } = useWords();
  const numbered = NUMBERED.filter((one) => intents.includes(one));
  const rest = intents.filter((one) => !NUMBERED.includes(one) && one !== NONE_OF_OURS);
  const keys: [string, string][] = [
    ...numbered.map((one, at): [string, string] => [String(at + 1), one]),
    ['0', NONE_OF_OURS],
    ['n', NO_EXAMPLE],
  ];
  useShortcuts(Object.fromEntries(keys.map(([key, label]) => [key, () => choose(label)])));
  const guessed = new Set(guesses.slice(0, 3).map(({ name }) => name));
  const button = (label: string, key?: string) => (
    <Button
      key={label}
      className={guessed.has(label) ? 'guessed' : ''}
      disabled={busy}
      title={label === NO_EXAMPLE ? text.noneHint : undefined}
      onClick={() => choose(label)}
    >
      {key && <kbd>{key}</kbd>}
      {named(text.intents, label)}
    </Button>
  );
  return (
    <section className="review-labels" aria-label={text.means}>
      <h2>{text.means}</h2>
      <p className="none">{text.meansLead}</p>
      <div className="review-keys">{keys.map(([key, label]) => button(label, key))}</div>
      <div className="review-rest">{rest.map((label) => button(label))}</div>
      <Button type="text" onClick={skip}>
        {text.skip} <kbd>s</kbd>
      </Button>
    </section>
  );
}
