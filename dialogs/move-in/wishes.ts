import type { Intent } from '#understanding/recognizer.ts';
import type { DeskTurn } from '../desk-turn.ts';

/** What a message about moving in wants. */
export type MoveInWish = 'recheck' | 'inspect' | 'cancel' | 'reschedule' | 'progress' | 'papers' | 'book';

const MOVING_IN =
  /收楼|收房|交房|交楼|入伙|入住|验房|拿房|领钥匙|拿钥匙|新业主|(我(们)?是|新)(的)?(租客|租户|承租)|搬(来|进)|物业登记|\b(i'?m (a|the) (new )?tenant|hand(ing)? ?over|mov(e|ing|ed) in(to)?|tak(e|ing) over|collect (the|my) keys|keys for my|new (owner|resident)|inspection)\b/iu;
/** Somebody sets about it, in so many words. */
const SETS_OUT =
  /(要|想|来|去|准备|打算|帮我|给我|办理?)[^，,。]{0,4}(收楼|收房|交房|交楼|入伙|入住|拿房|领钥匙|拿钥匙)|^(收楼|收房|交房|入伙|入住|办入住|办收楼)[。.!！]?$|\b(want|like|need|going|ready) to\b.{0,20}\b(move in|take over|collect)|\b(moved|moving) in\b/iu;
/** Formalities that sound alike and are other matters: decoration, moving furniture, cards, meters. */
const OTHER_MATTER =
  /装修|搬家|搬东西|放行条|出门条|门禁|门卡|人脸|车牌|通气|开通|开户|封阳台|保姆|施工|工人|货车|户口|\b(decorat\w*|renovat\w*|movers?|moving truck|release pass|access card|key card|fob|face|plate number|contractor|nanny|gas connected)\b/iu;

const PASSED =
  /复验.{0,4}(合格|通过|没问题|好了)|(都)?(修|弄|整改)好了|(都)?没(有)?问题了|\b(recheck|it|they|all)\b.{0,20}\bpassed\b|\b(is|are|was|were|been)\s+(now\s+|all\s+)?(fixed|mended|repaired|fine now|okay? now)\b/iu;
const FAILED =
  /复验.{0,6}(不合格|没(有)?通过|不行|有问题)|还是(没|不|老|会|有|漏|关|坏|一样)|没(有)?(修|整改|弄)好|没改好|又(坏|漏)|\b(is|are)(n'?t| not) (fixed|mended|repaired)\b|\bstill\b.{0,30}\b(not|broken|leak\w*|bad|same|won'?t|doesn'?t)\b|\b(recheck|it)\b.{0,20}\bfailed\b|\bnot (fixed|mended|repaired)\b/iu;
const RECHECK = /复验|整改|\b(recheck|re-inspect\w*|rectif\w*)\b/iu;
const INSPECT =
  /验房.{0,6}(发现|有|出了|问题|结果)|(开始|正在|在)验房|(登记|记|报).{0,4}(缺陷|验房)|发现.{0,6}(缺陷|毛病|几处|几个问题)|\b(found|report|note)\b.{0,20}\b(defects?|problems?)\b|\b(start|begin|doing|during)\b.{0,12}\binspection\b|\binspection (?:has |have |is |just )*(?:begun|began|started|going on|under ?way)\b/iu;
const CANCEL =
  /(取消|撤销|不(去|来|约|收|办)).{0,8}(收楼|收房|交房|入住|预约|登记|办理|了)|(收楼|收房|入住|预约).{0,6}(取消|撤销|不(要|约|办)了)|\bcancel\b.{0,30}\b(appointment|handover|move|booking)\b/iu;
const RESCHEDULE =
  /(改|换|推迟|推后|提前|延后|挪).{0,8}(时间|日期|天|预约|日|周|点|午)|(时间|预约|日期).{0,6}(改|换|推迟|提前)|改期|改约|重新约|\b(reschedule|postpone|another time|different time|change)\b.{0,20}\b(appointment|time|slot|date|handover)?\b/iu;
const PROGRESS =
  /办到哪|到哪(一)?步|哪一步|第几步|还(差|缺|要)(什么|啥|哪|办)|接下来|下一步|办(得|的)怎么样|进度|进展|\b(next step|how far|what('s| is) next|what('s| is) left|where am i|progress|status)\b/iu;
const PAPERS =
  /带(些)?(什么|啥|哪)|(要|该|还要)(办|做)(什么|啥|哪)|办(什么|啥)|要带|需要(什么|啥|哪)|(什么|哪些|啥)(材料|证件|资料|手续|东西)|材料清单|委托书|要不要.{0,6}(原件|证|来)|(原件|复印件|身份证|合同)|\b(bring|documents?|papers?|paperwork|power of attorney|letter of authority|what (do|should|must) (i|we) (do|need)|what now)\b/iu;
const BOOK =
  /预约|约(个|一下)?(时间|收|交|入)|什么时候(能|可以)?(收|拿|领|来)|几点|\b(book|appointment|schedule|when can i)\b/iu;
const ELSEWHERE = /报修|维修单|投诉|\b(repair|complaint)\b/iu;

/** Meanings that a message about moving in may hold besides, as a matter of their own. */
const APART: ReadonlySet<Intent> = new Set(['repair', 'complaint', 'suggestion', 'status_query', 'notice_enquiry']);

/**
 * True for a message that stays one although it has parts: what an inspection found, however many things that are, and a wish
 * to move in with home and phone. A broken tap told along with it comes apart.
 */
export function isOneMatter({ incoming }: Pick<DeskTurn, 'incoming'>): boolean {
  const { text, understood } = incoming;
  if (INSPECT.test(text) || RECHECK.test(text)) return true;
  const apart = (understood.matters ?? []).some(({ intents: [best] }) => best !== undefined && APART.has(best.name));
  return MOVING_IN.test(text) && !isOtherMatter(text) && !apart;
}

/** The result of a recheck that a message tells; a failure counts where both are said. */
export function recheckResult(text: string): 'pass' | 'fail' | undefined {
  if (FAILED.test(text)) return 'fail';
  return PASSED.test(text) ? 'pass' : undefined;
}

/** Reads what a message wants of moving in; undefined when it names nothing in particular. */
export function wishOf(text: string): MoveInWish | undefined {
  if (RECHECK.test(text) || recheckResult(text)) return 'recheck';
  if (INSPECT.test(text)) return 'inspect';
  if (CANCEL.test(text)) return 'cancel';
  if (RESCHEDULE.test(text)) return 'reschedule';
  if (PROGRESS.test(text) && !ELSEWHERE.test(text)) return 'progress';
  if (PAPERS.test(text)) return 'papers';
  return BOOK.test(text) ? 'book' : undefined;
}

/** True for formalities that only sound like moving in. */
export function isOtherMatter(text: string): boolean {
  return OTHER_MATTER.test(text);
}

/**
 * True when a message is about moving in: by its words, unless it is clearly a report or a grievance that only mentions it
 * (「入住三年了，楼上天天吵」), or by its likeliest meaning. What an inspection found sounds like a report, and is none.
 */
export function isAboutMoveIn({ incoming }: Pick<DeskTurn, 'incoming'>): boolean {
  const { text, understood } = incoming;
  const [best] = understood.intents;
  if (isOtherMatter(text)) return false;
  if (INSPECT.test(text)) return true;
  if (best && APART.has(best.name) && best.score > CLEARLY && !SETS_OUT.test(text)) return false;
  return MOVING_IN.test(text) || (best?.name === 'move_in' && understood.band === 'act');
}

/** From this certainty on a message is what it seems to be. */
const CLEARLY = 0.5;

/** True when somebody sets about moving in without asking anything. */
export function setsOut({ incoming }: Pick<DeskTurn, 'incoming'>): boolean {
  return SETS_OUT.test(incoming.text) || incoming.understood.intents[0]?.name === 'move_in';
}
