import type { Common, Estate } from './documents.ts';
import { fault, type Problem } from './problem.ts';

/** Names in an estate's move-in.json that point nowhere: kinds of owner, fees, prices of the tariff. */
export function moveInProblems({ moveIn: common }: Common, { id, moveIn, tariff }: Estate): Problem[] {
  const file = `estates/${id}/move-in.json`;
  const kinds = new Set(common?.kinds.map(({ key }) => key));
  const fees = new Set(common?.fees.map(({ key }) => key));
  const prices = new Set(tariff.prices.map(({ key }) => key));
  const lost = (key: string, name: string) =>
    fault(file, key, 'unknown-reference', { zh: `没有名为“${name}”的条目`, en: `nothing is called "${name}"` });
  return [
    ...moveIn.papers.flatMap(({ kind }, at) => (kinds.has(kind) ? [] : [lost(`papers[${at}].kind`, kind)])),
    ...moveIn.feeSheet.fees.flatMap(({ fee, tariff: price }, at) => [
      ...(fees.has(fee) ? [] : [lost(`feeSheet.fees[${at}].fee`, fee)]),
      ...(price === null || prices.has(price) ? [] : [lost(`feeSheet.fees[${at}].tariff`, price)]),
    ]),
  ];
}
