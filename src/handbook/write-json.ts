const width = 120;

/**
 * JSON as an office likes to edit it and as the shipped files are laid out: two spaces, short lists and pairs such as
 * { "zh": "…", "en": "…" } on one line of at most 120 columns (a Chinese character takes two). Ends with a line break.
 */
export function writeJson(value: unknown): string {
  return `${lay(value, '', 0)}\n`;
}

function lay(value: unknown, indent: string, before: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0) return `${open}${close}`;
  const line = indent !== '' && oneLine(value);
  if (line && indent.length + before + columns(line) < width) return line;
  const deeper = `${indent}  `;
  const rows = entries.map(([key, inner]) => {
    const name = Array.isArray(value) ? '' : `${JSON.stringify(key)}: `;
    return `${deeper}${name}${lay(inner, deeper, columns(name))}`;
  });
  return `${open}\n${rows.join(',\n')}\n${indent}${close}`;
}

/** Only what holds no further group is written on one line. */
function oneLine(value: object): string | undefined {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (entries.some(([, inner]) => typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0)) return;
  if (Array.isArray(value)) return `[${value.map((inner) => JSON.stringify(inner)).join(', ')}]`;
  return `{ ${entries.map(([key, inner]) => `${JSON.stringify(key)}: ${JSON.stringify(inner)}`).join(', ')} }`;
}

/** How many columns a text takes on a screen: a Chinese character two. */
export function columns(text: string): number {
  return [...text].reduce(
    (sum, sign) =>
      sum +
      (/[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(sign)
        ? 2
        : 1),
    0,
  );
}
