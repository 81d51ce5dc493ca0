import { contact } from '#dialogs/asking/contact.ts';
import type { Form, Question } from '#dialogs/asking/form.ts';
import { since } from '#dialogs/asking/times.ts';
import { askWhere } from '#dialogs/asking/where.ts';

/** A small form for tests: home, since when, phone. Its words are those of repair. */
export function aForm(changes: Partial<Form> & { questions?: readonly Question[] } = {}): Form {
  return {
    name: 'repair',
    version: 1,
    questions: [askWhere(() => false), since, contact],
    file: async () => {},
    ...changes,
  };
}
