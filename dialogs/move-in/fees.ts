import { findMoveIn, type MoveInCase } from '#records/move-in/case.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { inWords, type MoveInBook, saidOf } from './book.ts';

type Fee = MoveInBook['fees'][number];

/** 「要交哪些费用」, "what do I pay": the whole sheet. */
const ALL =
  /(哪些|什么|多少|几项|一共).{0,4}(费|钱)|费用|收费|交钱|(费|钱).{0,4}(哪些|什么|多少)|\b(fees?|pay|costs?|charges?)\b/iu;
/** Money before keys or before looking. */
const GATE =
  /(不交|没交|先交|交了|交清|欠).{0,8}(费|钱|款).{0,14}(钥匙|验房|看房|收房|收楼)|(先|能不能先).{0,4}(验房|看房).{0,8}(交|缴)|(钥匙|验房|看房).{0,10}(先)?(交|缴).{0,4}(费|钱)|\b(pay|paid|paying|fees?)\b.{0,40}\b(keys?|inspect\w*|look|see the (flat|home))\b|\b(keys?|inspect\w*)\b.{0,40}\b(pay|paid|paying|fees?)\b/iu;
const DISPUTES =
  /不认可|不同意|不该(收|交)|凭什么(收|交|要)|不合理|乱收|有异议|不服|太贵|(不想|不愿意?|拒绝|拒)(交|缴)|我不交|\b(dispute|object|unfair|refuse to pay|won'?t pay|will not pay|not going to pay|overcharg\w*)\b/iu;
const MONEY = /费|钱|款|押金|\b(fees?|money|charges?|pay|bill)\b/iu;

/** What of a message about money is meant, as far as it is about moving in. */
export type FeeWish = { kind: 'dispute' | 'gate' | 'all' } | { kind: 'some'; fees: Fee[] };

/** Reads a message about fees; undefined when it is about none. */
export function feeWish(text: string, book: MoveInBook): FeeWish | undefined {
  const fees = saidOf(text, book.fees);
  if (DISPUTES.test(text) && MONEY.test(text)) return { kind: 'dispute' };
  if (GATE.test(text)) return { kind: 'gate' };
  if (fees.length > 0) return { kind: 'some', fees };
  return ALL.test(text) ? { kind: 'all' } : undefined;
}

/** The words on fees: item, basis, whose money, refundable, payee; amounts only where they are published. */
export function feeWords(turn: DeskTurn, wish: FeeWish): string {
  const { say, common, estate, state } = turn;
  turn.steps.add('answer');
  if (wish.kind === 'dispute') return '';
  if (wish.kind === 'gate') {
    const rule = estate.moveIn.keyRule;
    const reason = rule ? [say('move-in:fee.keyRule', { reason: inWords(state.locale, rule.reason) })] : [];
    return [say('move-in:fee.gate'), ...reason].join('\n');
  }
  const all = common.moveIn?.fees ?? [];
  const listed = new Set(estate.moveIn.feeSheet.fees.map(({ fee }) => fee));
  const fees = wish.kind === 'some' ? wish.fees : all.filter(({ key }) => listed.has(key));
  if (wish.kind === 'all') {
    const lines = fees.map((fee) => say('move-in:fee.short', shortly(turn, fee)));
    return [say('move-in:fee.list'), ...lines, say('move-in:fee.atCounter')].join('\n');
  }
  return fees.map((fee) => feeLines(turn, fee).join('\n')).join('\n');
}

function shortly(turn: DeskTurn, fee: Fee): Record<string, string> {
  const { state } = turn;
  return { name: inWords(state.locale, fee.name), money: inWords(state.locale, fee.money) };
}

function feeLines(turn: DeskTurn, fee: Fee): string[] {
  const { say, estate, state } = turn;
  const line = estate.moveIn.feeSheet.fees.find((one) => one.fee === fee.key);
  const words = (text: { zh: string; en: string } | undefined) => (text ? inWords(state.locale, text) : undefined);
  const price = priceWords(turn, line?.tariff ?? null);
  const channel = fee.channel && words(estate.moveIn.channels[fee.channel] ?? undefined);
  const refund = fee.refundable
    ? say('move-in:fee.refund', { when: words(line?.refund) ?? say('move-in:fee.askRefund') })
    : '';
  const atCounter = !price && fee.collectedByOffice ? say('move-in:fee.askAmount') : '';
  return [
    say('move-in:fee.item', { ...shortly(turn, fee), basis: inWords(state.locale, fee.basis) }),
    ...(price ? [price] : []),
    ...(line ? [say('move-in:fee.payee', { payee: inWords(state.locale, line.payee) })] : []),
    ...[refund, words(fee.note), channel, atCounter].filter((one): one is string => Boolean(one)),
  ];
}

/** A published general price; none where the tariff has none. */
function priceWords({ say, estate, state }: DeskTurn, key: string | null): string | undefined {
  const found = estate.tariff.prices.find((one) => one.key === key);
  if (!found || found.price === null) return undefined;
  return say('move-in:fee.price', { price: found.price, unit: inWords(state.locale, found.unit) });
}

const OWN =
  /我(家|们|这套|该|要|得)?.{0,6}(交|缴|付|多少钱|多少费)|\b(my|i|we)\b.{0,20}\b(pay|owe|amount|total|bill)\b/iu;

/** Asks what they themselves have to pay. */
export function asksOwnAmount(text: string): boolean {
  return OWN.test(text) && /多少|几|一共|总共|\b(how much|amount|total)\b/iu.test(text);
}

/**
 * The home's own fee sheet, told only to somebody bound to that home as its owner or agent; everybody else is sent to the
 * counter.
 */
export async function ownAmounts(turn: DeskTurn, one: MoveInCase | undefined): Promise<string> {
  const { say, resident, tx, conversation } = turn;
  const mine = resident?.homes.some(
    ({ unitCode, relation }) => unitCode === one?.unitCode && (relation === 'owner' || relation === 'agent'),
  );
  const sheet = mine && one ? (await findMoveIn(tx.db, conversation.estate_id, one.ticketId))?.feeSheet : undefined;
  turn.steps.add('answer');
  if (!sheet) return say(mine ? 'move-in:fee.noSheet' : 'move-in:fee.ownAtCounter');
  const lines = sheet.lines.map((line) =>
    say(line.refundable ? 'move-in:fee.ownRefundable' : 'move-in:fee.own', {
      name: line.name,
      basis: line.basis,
      price: line.unitPrice,
      quantity: line.quantity,
      period: line.period,
      amount: line.amount,
      payee: line.payee,
      invoice: line.invoice,
    }),
  );
  return [say('move-in:fee.ownHead'), ...lines].join('\n');
}
