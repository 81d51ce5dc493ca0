import { unbindConversation } from '#records/residents/residents.ts';
import { type DeskTurn, inLanguage, offer, reply } from '../desk-turn.ts';
import type { Service } from '../service.ts';
import { hearCode } from './bind.ts';
import { homesTold } from './homes.ts';
import { FORM_MOVED, hearResume, resume, tellMoved } from './resume.ts';

/** Who is speaking: a conversation is bound to a household by a code from the desk, and unbound at a word. */
export const household: Service = {
  name: 'household',
  choices: {
    unbind,
    keep: (turn) => reply(turn, turn.say('household:kept')),
    resume,
    leave: (turn) => reply(turn, turn.say('household:left')),
  },
  events: { [FORM_MOVED]: tellMoved },
  guard: hearCode,
  async hear(turn, begin) {
    const { text } = turn.incoming;
    if (OTHER_BINDING.test(text)) return false;
    if (UNBIND.test(text)) return said(askToUnbind(turn));
    if (WHO.test(text)) return said(tellWho(turn));
    if (HOW.test(text)) return said(tellHow(turn));
    return hearResume(turn, begin);
  },
};

/** Plates, cards and accounts are bound too, elsewhere. */
const OTHER_BINDING = /车牌|车位|银行|支付|门禁|代扣|\b(?:plate|card|bank|payment)\b/iu;
const UNBIND = /(解除|取消|撤销|不要)(我的|住户|房号)?绑定|解绑|\bun(?:bind|link)\b/iu;
const WHO =
  /(我|这里|现在)?(绑定|认证)(了|过)?(吗|没有?|的是(谁|哪))|我(现在)?绑(定)?的是|我(绑定|认证)了(没|吗|哪)|\b(?:am i|who am i|which home).*\b(?:bound|linked)\b|\bwho am i\b/iu;
const HOW =
  /绑定(房号|房屋|房子|住户|业主|微信|一下|码)?|(认证|验证)(一下)?(业主|住户|房号|身份)|(业主|住户|身份)(认证|验证)|\b(?:bind|link)\b.*\b(?:home|flat|apartment|unit|account|household|room)\b|\bbinding code\b/iu;

async function said(speaking: Promise<void>): Promise<true> {
  await speaking;
  return true;
}

async function askToUnbind(turn: DeskTurn): Promise<void> {
  const { say } = turn;
  if (!turn.resident) return reply(turn, say('household:notBound'));
  await offer(turn, say('household:unbindAsk'), [
    { move: 'household.unbind', label: say('household:unbindYes'), reply: 'affirm' },
    { move: 'household.keep', label: say('household:unbindNo'), reply: 'deny' },
  ]);
}

async function unbind(turn: DeskTurn): Promise<void> {
  if (!turn.resident) return reply(turn, turn.say('household:notBound'));
  await unbindConversation(turn.tx, turn.conversation, turn.clock.now());
  turn.resident = undefined;
  turn.conversation = { ...turn.conversation, resident_id: null };
  turn.steps.add('serve');
  await reply(turn, turn.say('household:unbound'));
}

async function tellWho(turn: DeskTurn): Promise<void> {
  const { resident, say } = turn;
  if (!resident) return tellHow(turn);
  const { name, homes } = resident;
  turn.steps.add('answer');
  if (homes.length === 0) return reply(turn, say('household:noHomes', { name }));
  await reply(turn, say('household:who', { name, homes: homesTold(turn, homes) }));
}

async function tellHow(turn: DeskTurn): Promise<void> {
  turn.steps.add('answer');
  await reply(turn, turn.say('household:how', { address: inLanguage(turn, turn.estate.office.address) }));
}
