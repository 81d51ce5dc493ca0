import { says } from '#handbook/wording.ts';
import { codeIn } from '#records/residents/household-codes.ts';
import { type Redeemed, redeemCode } from '#records/residents/redeem-code.ts';
import { knownOf } from '../asking/known.ts';
import type { OpenForm } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { zoneOf } from '../repair/report.ts';
import type { Guarded } from '../service.ts';
import { homesTold, homeTold } from './homes.ts';
import { offerToResume } from './resume.ts';

/** Misses in a day after which a person goes on. */
const PATIENCE = 3;
/** Signs besides the code in a message that is nothing but a code. */
const BARE = 6;

const SHAPE = /(?<![A-Z\d])(?=[A-Z]{0,3}\d|[A-Z]{4}[\s—–-]?[A-Z]{0,3}\d)[A-Z\d]{4}[\s—–-]?[A-Z\d]{4}(?![A-Z\d-])/iu;

/** A code of the desk, alone or in a sentence, on any channel and whatever else is open. */
export async function hearCode(turn: DeskTurn): Promise<Guarded | undefined> {
  const { conversation, tx, clock } = turn;
  const code = codeSaid(turn);
  if (code === undefined) return undefined;
  const redeemed = await redeemCode(tx, conversation, code, clock);
  if (redeemed.kind !== 'bound') return refused(turn, redeemed);
  const earlier = turn.resident;
  turn.resident = redeemed.resident;
  turn.conversation = { ...conversation, resident_id: redeemed.resident.id };
  turn.steps.add('serve');
  const words = boundWords(turn, redeemed, earlier !== undefined);
  const { open } = turn.state;
  if (open) return { words, known: knownOf(turn, { home: isAtHome(open) }) };
  if (holdsMatter(turn)) return { words, rest: true };
  const resume = await offerToResume(turn);
  return resume ? { words: `${words}\n${resume.words}`, offers: resume.offers } : { words };
}

/** A fault in the home is in this home; anything else may be anywhere. */
function isAtHome({ form, answers }: OpenForm): boolean {
  return form === 'repair' && answers.what !== undefined && zoneOf(answers) === 'home';
}

/** Signs of a code where a code is meant: alone, written with its joint, or named so. */
function codeSaid({ incoming: { text }, common }: DeskTurn): string | undefined {
  const { codes, code: anyCode } = common.wordings.household;
  const code = codeIn(text);
  const shape = SHAPE.exec(text.normalize('NFKC'))?.[0];
  if (code === undefined) return shape && says(text, codes) ? shape.replace(/[^A-Za-z\d]/gu, '') : undefined;
  const meant =
    /[—–-]/u.test(shape ?? '') || text.trim().length <= 9 + BARE || says(text, codes) || says(text, anyCode);
  return meant ? code : undefined;
}

const MATTERS: ReadonlySet<string> = new Set(['repair', 'complaint', 'status_query', 'move_in', 'fee_enquiry']);

function holdsMatter({ incoming }: DeskTurn): boolean {
  const { band, intents } = incoming.understood;
  return band === 'act' && MATTERS.has(intents[0]?.name ?? '');
}

function boundWords(
  turn: DeskTurn,
  { resident, unitCode }: Extract<Redeemed, { kind: 'bound' | 'already' }>,
  more: boolean,
): string {
  const { name, homes } = resident;
  const values = { name, home: homeTold(turn, unitCode), homes: homesTold(turn, homes) };
  if (homes.length === 0) return turn.say('household:noHomes', { name });
  return turn.say(more ? 'household:boundMore' : 'household:bound', values);
}

function refused(turn: DeskTurn, redeemed: Exclude<Redeemed, { kind: 'bound' }>): Guarded {
  const { say } = turn;
  switch (redeemed.kind) {
    case 'already':
      return {
        words: say('household:already', {
          name: redeemed.resident.name,
          homes: homesTold(turn, redeemed.resident.homes),
        }),
      };
    case 'another-person':
      return { words: say('household:anotherPerson') };
    case 'too-many':
      return { words: say('household:tooMany'), person: true };
    default:
      return redeemed.misses >= PATIENCE
        ? { words: say('household:stillWrong'), person: true }
        : { words: say(`household:refused.${redeemed.kind}`) };
  }
}
