import { type DeskTurn, inLanguage, reply } from '../desk-turn.ts';
import { passToPerson } from '../handoff/handoff.ts';

/** Danger first: the safety line and the numbers to ring, before greeting, home or form; then a person at once. */
export async function safetyFirst(turn: DeskTurn, kind: string): Promise<void> {
  const { common, say } = turn;
  const line = common.safetyLines.lines.find((one) => one.kind === kind);
  const words = line ? inLanguage(turn, line) : say('reception:danger');
  const numbers = (line?.phones ?? []).map((key) => phoneOf(turn, key)).filter((one) => one !== undefined);
  const next = line?.next ? [inLanguage(turn, line.next)] : [];
  const safety = [words, ...numbers, ...next].join('\n');
  if (turn.owner === 'staff') return reply(turn, safety);
  await passToPerson(turn, 'emergency', { level: 'critical', lead: safety });
}

function phoneOf(turn: DeskTurn, key: string): string | undefined {
  const national = turn.common.emergencyLines.lines.find((one) => one.key === key);
  if (national) return turn.say('reception:ring', { name: inLanguage(turn, national.name), number: national.number });
  const local = Object.entries(turn.estate.office.phones).find(([name]) => name === key)?.[1];
  if (!local?.number) return undefined;
  const name = local.name ? inLanguage(turn, local.name) : turn.say('reception:office');
  return turn.say('reception:ring', { name, number: local.number });
}
