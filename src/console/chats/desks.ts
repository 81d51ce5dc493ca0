import type { ConsoleDesk } from '#console/console-desk.ts';
import type { Estate } from '#handbook/documents.ts';
import type { DeskEntry } from './handoff-api.ts';

/** The desks of an estate; without a document of them there is one queue without limits. */
export function desksOf({ handbook }: ConsoleDesk, estateId: string): Pick<Estate['desks'], 'desks' | 'capacity'> {
  return handbook.estates().find(({ id }) => id === estateId)?.desks ?? { desks: [], capacity: null };
}

/** Every desk of some estates, once. */
export function knownDesks({ handbook }: ConsoleDesk, isMine: (estateId: string) => boolean): DeskEntry[] {
  const mine = handbook.estates().filter(({ id }) => isMine(id));
  const desks = mine.flatMap((estate) => estate.desks?.desks ?? []);
  return [...new Map(desks.map(({ key, name }) => [key, { key, name }])).values()];
}
