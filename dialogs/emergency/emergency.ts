import { dutyOrder } from '#handbook/duty.ts';
import { raiseHandoff } from '#records/handoffs/handoffs.ts';
import type { ToldEmergency } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import { passToPerson } from '../handoff/handoff.ts';
import { followLanguage } from '../language.ts';
import { caseOf, sameDanger } from './case.ts';
import { hearsItIsOver } from './going-on.ts';
import { noted } from './noted.ts';
import { numbersFor, phoneOf } from './numbers.ts';
import { plannedOutage } from './planned.ts';
import { questionWords } from './questions.ts';
import { isLatin, safetyWords } from './safety-words.ts';
import { whereItStands } from './standing.ts';

/**
 * Danger first: the safety line and the numbers to ring, before greeting, consent, home or form. The case is filed and the duty
 * person called in the same turn, the conversation goes to the front of the queue, and only then comes one question. While a
 * person holds the conversation, they ask.
 */
export async function safetyFirst(turn: DeskTurn, kind: string): Promise<void> {
  const { say } = turn;
  if (!isPinyin(turn)) followLanguage(turn);
  if ((await sameDanger(turn, kind)) && (await hearsItIsOver(turn))) return;
  const { one, first } = await caseOf(turn, kind);
  turn.service = 'emergency';
  turn.steps.add('answer');
  const safety = kind === 'collapse' && one.kind !== kind ? ambulance(turn) : safetyWords(turn, one.kind);
  if (turn.owner === 'staff') return reply(turn, safety);
  turn.state.offered = undefined;
  const lead = first && !canCall(turn) ? [safety, say('emergency:nobodyToPage')] : [safety];
  if (turn.owner === 'queue') await toTheFront(turn, one.kind, lead);
  else
    await passToPerson(turn, 'emergency', {
      level: 'critical',
      lead: lead.join('\n'),
      words: queueWords(turn, one.kind),
    });
  const lines = first ? await afterSafety(turn, one) : one.asking ? [questionWords(turn, one)] : [];
  if (lines.length > 0) await reply(turn, lines.join('\n'));
}

/** What was in the cry already, said back; then the one question, or the case's number when there is none. */
async function afterSafety(turn: DeskTurn, one: ToldEmergency): Promise<string[]> {
  if (one.kind === 'self-harm') return [];
  const lines = [...plannedOutage(turn, one), ...(one.joined ? await whereItStands(turn, one) : [])];
  lines.push(...noted(turn, one, { keys: Object.keys(one.answers), changed: false }));
  // The line about an outage asks the first question itself.
  if (one.asking === 'lifeSupport') return lines;
  return [...lines, one.asking ? questionWords(turn, one) : turn.say('emergency:done', { number: one.number })];
}

/** Whether the desk can reach anybody on duty outside the console. */
function canCall({ estate, clock }: DeskTurn): boolean {
  return dutyOrder(estate, clock.now()).some(({ means }) => means.length > 0);
}

/** Whoever waits already, for whatever reason, is now the first. */
async function toTheFront(turn: DeskTurn, kind: string, lead: string[]): Promise<void> {
  const { conversation, tx } = turn;
  await raiseHandoff(tx, { conversationId: conversation.id, estateId: conversation.estate_id });
  await reply(turn, [...lead, ...queueWords(turn, kind)].join('\n'));
}

/** The line for those who talk of ending their life says itself that somebody is coming; they are not sent to the telephone twice. */
function queueWords({ say }: DeskTurn, kind: string): string[] {
  return kind === 'self-harm' ? [] : [say('handoff:emergency')];
}

/** Somebody is hurt in a danger that was told before: its safety line has been said. */
function ambulance(turn: DeskTurn): string {
  return turn.say('emergency:ambulance', {
    numbers: phoneOf(turn, 'medical') ?? numbersFor(turn, 'collapse').join('\n'),
  });
}

/** "diantikunren le" is Chinese; what has none of the small words of English, of which none is a syllable of Chinese, may be. */
function isPinyin(turn: DeskTurn): boolean {
  const { text } = turn.incoming;
  return (
    isLatin(turn) &&
    !/\b(the|is|are|am|my|our|in|on|of|to|there|it|we|i|has|have|no|please|someone|with|and|from)\b|'(s|m|re)\b/iu.test(
      text,
    )
  );
}
