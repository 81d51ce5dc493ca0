import { entriesOf, type KnowledgeEntry } from '#handbook/knowledge.ts';
import { takes } from '#understanding/turns-of-speech.ts';
import { type DeskTurn, inLanguage, offer, reply } from '../desk-turn.ts';
import { passToPerson } from '../handoff/handoff.ts';
import { officeFacts } from '../reception/office-facts.ts';
import { asksTheDesk } from '../suggestion/asks-the-desk.ts';
import { topics } from '../topics.ts';
import { isBound, type Told, tell, tellMore } from './answer.ts';
import { askPeople } from './ask-people.ts';
import { followUp } from './follow-up.ts';
import { type ForPeople, forPeople, isApproved } from './for-people.ts';
import { ENQUIRIES, entryOf, nearEntries, sureEntry } from './found.ts';
import { repairPrice } from './repair-price.ts';
import { isOfficeFacts } from './speak-entry.ts';

/** Answers a message outside a form where the office's knowledge surely does; true when it was dealt with. */
export async function hearQuestion(turn: DeskTurn): Promise<boolean> {
  const more = followUp(turn);
  if (more) return speak(turn, more);
  const entry = sureEntry(turn);
  if (await leaveToPeople(turn, entry)) return true;
  const price = await repairPrice(turn);
  if (price)
    return price.answered
      ? tellPrice(turn, price.words)
      : speak(turn, { ...price, offers: topics(turn.say, ['human']) });
  if (entry) return tellEntry(turn, entry);
  if (!isEnquiry(turn) || turn.incoming.understood.band === 'act') return false;
  const near = nearEntries(turn);
  if (near.length === 0) return false;
  await askWhich(turn, near);
  return true;
}

/** Who asks what a job costs mostly wants it done: the report is offered from the same words, and a yes begins it. */
async function tellPrice(turn: DeskTurn, words: string): Promise<true> {
  const { say, incoming } = turn;
  turn.service = 'enquiry';
  const report = { move: 'repair.priced', label: say('repair:title'), value: JSON.stringify(incoming.understood) };
  await offer(turn, [words, say('enquiry:reportIt')].join('\n'), [{ ...report, reply: 'affirm' }]);
  return true;
}

/** An enquiry that no entry surely answers: the likeliest are offered; where there are none, people are asked. */
export async function answerEnquiry(turn: DeskTurn): Promise<void> {
  const near = nearEntries(turn);
  if (near.length > 0) return askWhich(turn, near);
  const knows = entriesOf(turn.estate, turn.common).some(isOfficeFacts);
  const plain = turn.incoming.understood.intents[0]?.name === 'office_enquiry' && !knows;
  if (!plain) return letMeAsk(turn, turn.incoming.text);
  turn.steps.add('answer');
  await reply(turn, officeFacts(turn));
}

/** A side question while a form is open: the words of its answer; what needs more than words comes after the form. */
export async function answerBeside(turn: DeskTurn): Promise<string | undefined> {
  const { text, understood } = turn.incoming;
  if (!takes('asksLoosely', text) || understood.intents[0]?.name === turn.state.open?.form || isToldFreely(turn))
    return undefined;
  const entry = sureEntry(turn);
  const kind = kindForPeople(turn, entry);
  if (kind === 'verdict') return turn.say('enquiry:noVerdict');
  const more = followUp(turn) ?? (await repairPrice(turn));
  if (more) return more.words;
  if (entry && !kind) return (await tell(turn, entry, text)).words;
  if (!isEnquiry(turn) || understood.band !== 'act') return undefined;
  turn.state.matters = [...(turn.state.matters ?? []), { understood }];
  return turn.say('enquiry:later');
}

/** Questions of forms that are answered in whatever words, questions included: those belong to the answer. */
const FREE: ReadonlySet<string> = new Set(['words', 'what', 'detail', 'findings', 'wish']);

function isToldFreely({ state: { open }, incoming, common }: DeskTurn): boolean {
  if (open?.form === 'suggestion' && asksTheDesk(incoming, common)) return false;
  return open?.form !== 'repair' && FREE.has(open?.asking ?? '');
}

/** One of the questions offered was meant. */
export async function tellChosen(turn: DeskTurn, id: string | undefined): Promise<void> {
  const entry = entryOf(turn, id);
  await (entry ? tellEntry(turn, entry) : letMeAsk(turn, turn.incoming.text));
}

/** 「详细」 as a choice. */
export async function tellMoreOf(turn: DeskTurn, id: string | undefined): Promise<void> {
  const entry = entryOf(turn, id);
  await (entry ? speak(turn, tellMore(turn, entry)) : letMeAsk(turn, turn.incoming.text));
}

/** None of the questions offered: people are asked, in the words of the first question. */
export async function letMeAsk(turn: DeskTurn, words: string): Promise<void> {
  await speak(turn, { words: await askPeople(turn, { words }), offers: topics(turn.say, ['human']) });
}

/** A person found the answer: the resident hears it in the conversation where they asked. */
export async function tellAnswered(turn: DeskTurn, value: unknown): Promise<void> {
  const { number, question, answer } = value as { number: string; question: string; answer: string };
  turn.steps.add('answer');
  await reply(turn, turn.say('enquiry:answered', { number, question, answer }));
}

/** An answer may lead on to a matter of the desk, such as the report after 「怎么报修」. */
async function tellEntry(turn: DeskTurn, entry: KnowledgeEntry): Promise<true> {
  if (entry.auth === 'A1' && entry.begins && !isBound(turn)) {
    // Whoever goes on from here checks for themselves who is speaking.
    turn.next = entry.begins;
    return true;
  }
  const told = await tell(turn, entry, turn.incoming.text);
  if (told.answered && entry.begins) turn.next = entry.begins;
  return speak(turn, told);
}

async function speak(turn: DeskTurn, { words, hint, offers }: Omit<Told, 'answered'>): Promise<true> {
  turn.service = 'enquiry';
  turn.state.lastQuestion ??= { understood: turn.incoming.understood };
  // 「好的」 after an answer is a thank-you and takes nothing that stands beside it.
  const beside = offers.map((one) => ({ ...one, reply: 'never' as const }));
  if (turn.next || offers.length === 0) await reply(turn, words);
  else await offer(turn, hint ? `${words}\n${hint}` : words, beside);
  return true;
}

/** Up to three questions to choose from, or the one to be nodded at; besides, people may be asked, or talked to. */
async function askWhich(turn: DeskTurn, near: readonly KnowledgeEntry[]): Promise<void> {
  const [only, ...others] = near.map((one) => inLanguage(turn, one.question));
  const questions = near.map((one, at) => ({
    move: 'enquiry.answer',
    label: inLanguage(turn, one.question),
    value: one.id,
    ...(at === 0 && near.length === 1 ? { reply: 'affirm' as const } : {}),
  }));
  const label = turn.say('enquiry:noneOfThese');
  const none = { move: 'enquiry.none', label, value: turn.incoming.text, reply: 'deny' as const };
  turn.service = 'enquiry';
  turn.steps.add('listen');
  const words =
    others.length > 0 ? turn.say('enquiry:whichOfThese') : turn.say('enquiry:isItThis', { question: only ?? '' });
  await offer(turn, words, [...questions, none, ...topics(turn.say, ['human'])]);
}

/** Death, court and verdicts go to people. True when the message was about such. */
async function leaveToPeople(turn: DeskTurn, entry: KnowledgeEntry | undefined): Promise<boolean> {
  const kind = kindForPeople(turn, entry);
  if (!kind) return false;
  turn.service = 'enquiry';
  if (kind === 'delicate') await passToPerson(turn, 'policy', { lead: turn.say('enquiry:forPerson') });
  else await offer(turn, turn.say('enquiry:noVerdict'), topics(turn.say, ['human']));
  return true;
}

/** What makes an enquiry a matter for people, unless the office has approved an answer to just that. */
function kindForPeople(turn: DeskTurn, entry: KnowledgeEntry | undefined): ForPeople | undefined {
  const kind = entry || isEnquiry(turn) ? forPeople(turn) : undefined;
  return kind && !(entry && isApproved(turn, wordings(entry), kind)) ? kind : undefined;
}

function wordings({ question, variants }: KnowledgeEntry): string[] {
  return [question.zh, question.en, ...variants.zh, ...variants.en];
}

function isEnquiry({ incoming }: DeskTurn): boolean {
  const intent = incoming.understood.intents[0]?.name;
  return intent !== undefined && ENQUIRIES.includes(intent);
}
