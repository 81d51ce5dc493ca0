/**
 * Query parameters as both engines keep them alike: PostgreSQL refuses NUL in text, and half a surrogate pair has no UTF-8.
 * Each becomes U+FFFD, on both engines, so that no resident's message fails for it.
 */
export function storable(parameters: readonly unknown[]): unknown[] {
  return parameters.map((value) => (typeof value === 'string' ? wellFormed(value) : value));
}

function wellFormed(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '\ufffd') : whole;
}
