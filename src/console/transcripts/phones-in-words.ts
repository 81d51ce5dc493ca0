/** A mobile number with or without +86 and groups; a land line with its area; an identity card. Dates and case numbers are none. */
export const PHONES =
  /(?<![\dA-Za-z-])(?:(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|[(（]?0\d{2,3}[)）]?[ -]?\d{3,4}[ -]?\d{4}|\d{17}[\dXx])(?![\dA-Za-z])/g;

/** A number as one compares it: its digits, without the country. */
export function bareNumber(number: string): string {
  const digits = number.replace(/\D/g, '');
  return digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits;
}
