/** A phone as the page shows it: a name in the page's language and the number as written by the office. */
export interface Phone {
  name: string;
  number: string;
}

/** The `tel:` address of a number as people write it; empty where it has no digits. `转` and `ext` become a pause. */
export function telAddress(number: string): string {
  const dialled = number.replace(/\s*(?:转|ext\.?|x)\s*/gi, ',').replace(/[^\d+*#,]/g, '');
  return /\d/.test(dialled) ? `tel:${dialled}` : '';
}
