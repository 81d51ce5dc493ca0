import { casesByContact } from '#records/cases/own-cases.ts';
import { mayTry, noteMiss } from '#records/residents/identity-misses.ts';
import { entity } from '../asking/form.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import { passToPerson } from '../handoff/handoff.ts';
import { topics } from '../topics.ts';
import { bareCaseTold } from './case-words.ts';

/** Misses after which a person goes on, and most cases told at once. */
const PATIENCE = 3;
const TOLD = 3;

/** Phone as digits and name as said; both are needed. */
export interface ContactSaid {
  phone?: string;
  name?: string;
}

const LONGEST_NAME = 40;
const AROUND =
  /(我的?|手机号?|电话(号码)?|姓名|名字|登记|留的|是|叫|和|号码?|\b(?:my|name|phone|number|is|and|it|i'm|i am|under)\b)/giu;

/** Phone and name in this message, with what was said before. `asked`: what is left beside the phone is the name. */
export function contactSaid({ incoming }: DeskTurn, earlier: ContactSaid, asked = false): ContactSaid {
  const { understood, text } = incoming;
  const found = entity(understood, 'phone');
  const phone = found ? found.value.digits + (found.value.extension ? `-${found.value.extension}` : '') : earlier.phone;
  const named = entity(understood, 'person-name')?.value;
  const name = named ? (named.name ?? `${named.surname ?? ''}${named.title ?? ''}`) : undefined;
  const left = asked && !name ? beside(text, found?.text) : undefined;
  return { ...(phone && { phone }), ...((name || left || earlier.name) && { name: name || left || earlier.name }) };
}

function beside(text: string, phone: string | undefined): string | undefined {
  const rest = (phone ? text.replace(phone, ' ') : text)
    .replace(AROUND, ' ')
    .replace(/[\s,，、。.:：;；]+/gu, ' ')
    .trim();
  return rest !== '' && rest.length <= LONGEST_NAME && !/\d/u.test(rest) ? rest : undefined;
}

/** Looks for cases under a phone and a name: told are numbers, states and next steps, and guessing is held back. */
export async function lookUp(turn: DeskTurn, { phone, name }: ContactSaid): Promise<void> {
  const { say, tx, clock, conversation } = turn;
  if (!phone || !name) {
    turn.state.question = { service: 'status', key: 'lookup', kind: 'person', value: { phone, name } };
    return reply(turn, say(phone ? 'status:askName' : 'status:askPhone'));
  }
  const estateId = conversation.estate_id;
  const trying = { kind: 'case', estateId, conversationId: conversation.id } as const;
  if (!(await mayTry(tx.db, trying, clock.now())))
    return passToPerson(turn, 'not-understood', { lead: say('status:tooMany') });
  const found = await casesByContact(tx.db, { estateId, phone, name });
  if (found.length > 0) {
    turn.steps.add('answer');
    const lines = await Promise.all(found.slice(0, TOLD).map((one) => bareCaseTold(turn, one)));
    return reply(turn, [say('status:found', { count: found.length }), ...lines].join('\n'));
  }
  const misses = await noteMiss(tx, trying, clock.now());
  if (misses >= PATIENCE) return passToPerson(turn, 'not-understood', { lead: say('status:noMatchPerson') });
  turn.state.question = { service: 'status', key: 'lookup', kind: 'person', value: { phone } };
  await offer(turn, say('status:noMatch'), topics(say, ['human']));
}
