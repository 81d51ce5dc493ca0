/** One line of a conversation file; `text` may run over several lines. */
export interface ChatLine {
  who: 'resident' | 'desk' | 'staff' | 'at' | 'comment';
  text: string;
}

const SPEAKER = /^(resident|desk|staff): ?(.*)$/;

/** Reads a `.chat` file: `resident:`, `desk:` and `staff:` lines, `@` steps, `#` comments; indented lines go on. */
export function parseChat(source: string): ChatLine[] {
  const lines: ChatLine[] = [];
  for (const [at, raw] of source.replace(/\r/g, '').split('\n').entries()) {
    const line = parseLine(raw);
    const last = lines.at(-1);
    if (line) lines.push(line);
    else if (/^\s+\S/.test(raw) && last) last.text += `\n${raw.trim()}`;
    else if (raw.trim() !== '') throw new Error(`Line ${at + 1} is not part of a conversation: ${raw}`);
  }
  return lines;
}

function parseLine(raw: string): ChatLine | undefined {
  const spoken = SPEAKER.exec(raw);
  if (spoken) return { who: spoken[1] as ChatLine['who'], text: spoken[2] ?? '' };
  if (raw.startsWith('@')) return { who: 'at', text: raw.slice(1).trim() };
  if (raw.startsWith('#')) return { who: 'comment', text: raw.slice(1).trim() };
  return undefined;
}

/** Writes a conversation the one way it is kept. */
export function writeChat(lines: ChatLine[]): string {
  const mark = { at: '@ ', comment: '# ', resident: 'resident: ', desk: 'desk: ', staff: 'staff: ' };
  return `${lines.map(({ who, text }) => (mark[who] + text.replaceAll('\n', '\n  ')).trimEnd()).join('\n')}\n`;
}
