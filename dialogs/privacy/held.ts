import { heldData } from '#records/residents/held-data.ts';
import { type DeskTurn, inLanguage, offer } from '../desk-turn.ts';
import { homesTold } from '../household/homes.ts';
import { topics } from '../topics.ts';
import { RIGHTS } from './wish.ts';

type Kind = DeskTurn['estate']['privacy']['kinds'][number];

/** What is held about whoever asks: kinds with counts, what for and how long; to somebody unknown only of this conversation. */
export async function tellHeld(turn: DeskTurn): Promise<void> {
  const { say, resident, tx, conversation } = turn;
  const held = await heldData(tx.db, { conversation, resident });
  const counts: Record<string, string> = {
    resident: resident
      ? [resident.name, resident.phone ?? ''].filter((one) => one !== '').join(say('asking:comma'))
      : '',
    homes: resident ? homesTold(turn, resident.homes) || say('privacy:formerHomes', { count: held.homes }) : '',
    messages: say('privacy:messages', { count: held.messages, chats: held.conversations }),
    files: held.files > 0 ? say('privacy:files', { count: held.files }) : '',
    cases: held.cases
      .map(({ service, count }) => say('privacy:cases', { service: serviceTold(turn, service), count }))
      .join(say('asking:comma')),
  };
  const kinds = turn.estate.privacy.kinds;
  const lines = Object.entries(counts)
    .filter(([, count]) => count !== '')
    .map(([key, count]) => line(turn, key, { count, kind: kinds.find((one) => one.key === key) }));
  turn.steps.add('answer');
  const opening = say(resident ? 'privacy:held' : 'privacy:heldHere');
  const closing = say(resident ? 'privacy:heldNext' : 'privacy:heldUnknown', {
    address: inLanguage(turn, turn.estate.office.address),
  });
  const missing = kinds.length === 0 ? [say('privacy:purposesMissing')] : [];
  await offer(turn, [opening, ...lines, ...missing, closing].join('\n'), [
    ...RIGHTS.map((right) => ({ move: 'privacy.request', label: say(`privacy:right.${right}`), value: right })),
    ...topics(say, ['human']),
  ]);
}

function line(turn: DeskTurn, key: string, { count, kind }: { count: string; kind: Kind | undefined }): string {
  const { say } = turn;
  const name = kind ? inLanguage(turn, kind.name) : say(`privacy:kind.${key}`);
  const why = kind?.purpose ? [say('privacy:purpose', { purpose: inLanguage(turn, kind.purpose) })] : [];
  const long = kind?.period ? [say('privacy:period', { period: inLanguage(turn, kind.period) })] : [];
  return say('privacy:line', { name, told: [count, ...why, ...long].join(say('asking:semicolon')) });
}

const NAMED: ReadonlySet<string> = new Set([
  'repair',
  'complaint',
  'suggestion',
  'enquiry',
  'emergency',
  'move-in',
  'privacy',
]);

function serviceTold({ say }: DeskTurn, service: string): string {
  return say(`privacy:service.${NAMED.has(service) ? service : 'other'}`);
}

/** The office's own notice, from the handbook; while it is empty a person answers. */
export async function tellNotice(turn: DeskTurn): Promise<void> {
  const { say, estate } = turn;
  const { kinds, contact, phone, stays, appeal } = estate.privacy;
  if (kinds.length === 0 || !contact) return offer(turn, say('privacy:noNotice'), topics(say, ['human']));
  turn.steps.add('answer');
  const lines = kinds.map((kind) => {
    const why = kind.purpose ? [say('privacy:purpose', { purpose: inLanguage(turn, kind.purpose) })] : [];
    const long = kind.period ? [say('privacy:period', { period: inLanguage(turn, kind.period) })] : [];
    return say('privacy:line', {
      name: inLanguage(turn, kind.name),
      told: [...why, ...long].join(say('asking:semicolon')),
    });
  });
  const who = say('privacy:contact', { who: inLanguage(turn, contact), phone: phone || say('privacy:atTheDesk') });
  const more = [stays, appeal].flatMap((one) => (one ? [inLanguage(turn, one)] : []));
  const offers = [{ move: 'privacy.held', label: say('privacy:seeHeld') }, ...topics(say, ['human'])];
  await offer(turn, [say('privacy:notice'), ...lines, who, ...more, say('privacy:rights')].join('\n'), offers);
}
