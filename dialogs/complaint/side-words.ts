import { isOpen } from '#handbook/hours.ts';
import { localValue } from '#handbook/local-values.ts';
import { says } from '#handbook/wording.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import { type DeskTurn, inLanguage } from '../desk-turn.ts';
import { phoneLine } from '../handoff/handoff.ts';
import { likeliest } from './category.ts';
import { saysSomething } from './own-words.ts';

const WHO_THEY_ARE =
  /(邻居|楼上|楼下|隔壁|对门|那户|那家|他家?|她家?|对方|业主|车主|保安|师傅|员工|投诉人).{0,8}(是谁|电话|手机号?|号码|微信|名字|姓名|叫什么|姓什么|住哪|几号|哪一户|哪户|身份证|车牌|隐私|信息)|谁(投诉|举报)的?我|\b(who (lives|is living|complained)|who is (the|my) (neighbou?r|owner)|(his|her|their|neighbou?r'?s?|owner'?s?|guard'?s?|tenant'?s?) (name|(phone )?number|phone|address|wechat|details|id))\b/iu;
const WANTS =
  /[?？]|告诉我|给我|发我|帮我查|查一下|要一下|我要(他|她|知道)|叫什么|姓什么|是谁|住哪|哪一?户|\b(give|tell|send|show|who|what is|what's)\b/iu;

/** Asks who a neighbour or a member of staff is, or how to reach them. */
export function asksWhoTheyAre({ incoming: { text } }: DeskTurn): boolean {
  return WHO_THEY_ARE.test(text) && WANTS.test(text) && !/泄露|泄漏|\bleak/iu.test(text);
}

/** Nobody's name, phone or home is told; who tried is on record, and a message can be passed on instead. */
export async function refuseWho({ tx, conversation, clock, say }: DeskTurn): Promise<string> {
  const subject = `conversation:${conversation.id}`;
  const entry = { actor: 'resident', action: 'privacy.refused', subject, estateId: conversation.estate_id };
  await writeAudit(tx, entry, clock.now());
  return say('complaint:noPersonalData');
}

const NO_FEE =
  /不(再|会|想)?(交|缴|给|付)(你们|这个|任何)?(物业|管理)?费|拒(交|缴|付)|\b(not|never|won't|wont|refuse to|stop) pay(ing)?\b.{0,24}\bfees?\b/iu;

/** Says that no fee will be paid: a matter of its own, next to the complaint. */
export function withholdsFee({ incoming: { text } }: DeskTurn): boolean {
  return NO_FEE.test(text) && !isQuestion(text);
}

/** The rule on paying while dissatisfied, with law and article; no word of what happens otherwise. */
export function feesWords(turn: DeskTurn): string {
  const { fees } = turn.common.complaint.bases;
  if (!fees) return turn.say('complaint:feesApart');
  const { source, checkedOn } = fees;
  const basis = turn.say('complaint:basis', {
    source: inLanguage(turn, source),
    checkedOn,
    words: inLanguage(turn, fees),
  });
  return [turn.say('complaint:feesApart'), basis + turn.say('complaint:decided')].join('\n');
}

const ASKS_LAW =
  /什么法|哪条法|哪一?条|法律|法规|规定|条例|几点(到几点)?(不能|不准|不许|才能|可以)|依据|\b(what|which) (law|rule|regulation)s?\b|\bquiet hours\b|\blegal\b|\bis there a (law|rule)\b/iu;

/** Asks by what rule a noise is to stop. */
export function asksLaw({ incoming: { text } }: DeskTurn): boolean {
  return (
    ASKS_LAW.test(text) && (isQuestion(text) || /凭什么|我想知道|告诉我|哪|什么|\b(what|which|tell me)\b/iu.test(text))
  );
}

/** Who does what about noise, the hours of the place when the office has entered them, and the police. */
export function noiseWords(turn: DeskTurn): string {
  const { say, common, estate } = turn;
  const { noise } = common.complaint.bases;
  const lines = [];
  if (noise) {
    const { source, checkedOn } = noise;
    lines.push(say('complaint:basis', { source: inLanguage(turn, source), checkedOn, words: inLanguage(turn, noise) }));
  }
  const hours = localValue(estate, common.complaint.worksHours);
  const words = hours?.kind === 'words' ? inLanguage(turn, hours) || hours.zh : '';
  lines.push(words ? say('complaint:worksHours', { hours: words }) : say('complaint:hoursUnknown'));
  const police = policeNumber(turn);
  if (police) lines.push(say('complaint:police', { number: police }));
  return lines.join('\n');
}

const ELSEWHERE =
  /(哪里|哪儿|去哪|找谁|向谁|跟谁|什么地方|怎么).{0,6}(告|投诉|反映|举报)|(投诉|告|举报)你们.{0,6}(哪|谁|电话|渠道)|(我要|我去|要不我|准备|直接|可以|能不能|能).{0,4}(打|拨|找|去|告到?|上)\s*(12345|12315|住建|房管|街道|居委|业委会|法院|信访|政府)|(除了你们|上级|外面).{0,6}(投诉|反映)|\bwhere (else )?(can|do|should) i (complain|turn|report|go)|\bwho (else )?can i (complain|turn) to|\b(call|calling|go to|going to|report (you|this) to) (the )?(12345|12315|housing|court|police station|government|authorit)/iu;

/** Asks where else to turn, or says they will. */
export function asksElsewhere({ incoming: { text } }: DeskTurn): boolean {
  return ELSEWHERE.test(text);
}

/** Everywhere else to turn, said plainly; numbers only where the handbook has them. */
export function routesWords(turn: DeskTurn): string {
  const { common, say } = turn;
  const lines = common.complaint.routes.map((route) => {
    const name = inLanguage(turn, route);
    const number = numberOf(turn, route);
    return number ? say('complaint:route', { name, number }) : name;
  });
  return [say('complaint:routes'), ...lines, say('complaint:routesOpen')].join('\n');
}

type Route = DeskTurn['common']['complaint']['routes'][number];

function numberOf({ estate, common }: DeskTurn, { officePhone, nationalLine, number }: Route): string | undefined {
  const local = Object.entries(estate.office.phones).find(([key]) => key === officePhone)?.[1]?.number;
  const national = common.emergencyLines.lines.find(({ key }) => key === nationalLine)?.number;
  return local || national || number || undefined;
}

/** The number of the police, from the handbook. */
export function policeNumber({ common }: DeskTurn): string | undefined {
  return common.emergencyLines.lines.find(({ key }) => key === 'police')?.number;
}

/** While the office is closed and something goes on: whom to ring now. */
export function nightWords(turn: DeskTurn): string | undefined {
  return isOpen(turn.estate, turn.common, turn.clock.now()) ? undefined : phoneLine(turn);
}

/** Demands money. */
export function demandsMoney({ incoming, common }: DeskTurn): boolean {
  return says(incoming.text, common.complaint.compensation);
}

/**
 * Counts an insult. Gives the words for one that says nothing else: a calm line, from the second on with a person. Scolding
 * never helps, so there is none.
 */
export function answerInsult(turn: DeskTurn): string | undefined {
  const { incoming, common, state, say } = turn;
  if (!says(incoming.text, common.complaint.insults)) return undefined;
  state.insults = (state.insults ?? 0) + 1;
  if (saysSomething(incoming.text, common)) return undefined;
  return say(isTiredOfMenus(turn) ? 'complaint:insulted.again' : 'complaint:insulted.once');
}

/** After two insults a person is offered, and no menus any more. */
export function isTiredOfMenus({ state }: DeskTurn): boolean {
  return (state.insults ?? 0) >= 2;
}

const PRAISE = /表扬|点赞|\bpraise\b/iu;

/** True when the words are a grievance, whatever is asked at the moment. */
export function isGrievance({ incoming: { text, understood }, common }: DeskTurn): boolean {
  const [best] = understood.intents;
  const likely = understood.band !== 'person' && best?.name === 'complaint' && best.score > 0.5;
  if (!saysSomething(text, common) || PRAISE.test(text)) return false;
  return likely || likeliest(text, common).length > 0;
}
