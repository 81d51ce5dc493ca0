/** The watermark of everything up to `seq`. Clients hand it back as it is; that it is a number is our affair. */
export const toWatermark = (seq: number): string => String(seq);

/**
 * The seq a client has seen. Absent, empty or unreadable means nothing seen: showing twice is harmless, since clients
 * dedupe by id, and leaving out is not. One from the future (a restored backup) means all there is now.
 */
export function fromWatermark(watermark: string | null, lastSeq: number): number {
  if (!watermark || !/^\d{1,15}$/.test(watermark)) return 0;
  return Math.min(Number(watermark), lastSeq);
}
