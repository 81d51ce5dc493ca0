import { type DeskTurn, inLanguage } from '../desk-turn.ts';

/** The line of the handbook for a kind of danger; the general one for a kind that has none. */
export function safetyLine({ common }: DeskTurn, kind: string) {
  const { lines } = common.safetyLines;
  return lines.find((one) => one.kind === kind) ?? lines.find((one) => one.kind === 'other');
}

/** Whom to ring in a kind of danger, the first first, each on its line; numbers that the handbook leaves empty are not said. */
export function numbersFor(turn: DeskTurn, kind: string): string[] {
  return (safetyLine(turn, kind)?.phones ?? []).flatMap((key) => phoneOf(turn, key) ?? []);
}

/** One number by its key in the handbook, with whose it is. */
export function phoneOf(turn: DeskTurn, key: string): string | undefined {
  const national = turn.common.emergencyLines.lines.find((one) => one.key === key);
  if (national) return turn.say('emergency:ring', { name: inLanguage(turn, national.name), number: national.number });
  const local = Object.entries(turn.estate.office.phones).find(([name]) => name === key)?.[1];
  if (!local?.number) return undefined;
  const name = local.name ? inLanguage(turn, local.name) : turn.say('emergency:office');
  return turn.say('emergency:ring', { name, number: local.number });
}
