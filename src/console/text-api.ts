/** A text of the office in both languages. */
export type Text2 = { zh: string; en: string };
