const LEAD =
  /^(对了|还有一点)?[，,：:\s]*(我?刚才)?(忘了?(说|讲|提)了?|忘记(说|讲|提)了?|没说清楚?|漏说了?|补充(一下|一点)?)[，,：:。\s]*|^(oh,? )?(i )?forgot to (say|mention|add)( that)?[,:\s]*/iu;

/** Whether words begin with saying that something was left out before: 「忘了说」, "I forgot to say". */
export function saysLeftOut(text: string): boolean {
  return LEAD.test(text.trim());
}

/** What was left out, without the words that only say so. */
export function leftOut(text: string): string {
  return text.trim().replace(LEAD, '').trim();
}
