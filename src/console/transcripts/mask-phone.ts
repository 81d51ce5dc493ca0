/** A phone number with its middle hidden: 138****8000, 020****0100. Short ones show their last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 7) return `****${digits.slice(-2)}`;
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** Words with every phone number in them hidden so. */
export function maskPhones(words: string): string {
  return words.replace(/\d[\d -]{5,}\d/g, maskPhone);
}
