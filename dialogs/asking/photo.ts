import type { MessageFile } from '../desk-turn.ts';
import type { Question } from './form.ts';

/** Photos, if the resident likes; may be left out, and more may be sent at any time. */
export const photo: Question = {
  key: 'photo',
  kind: 'photo',
  optional: true,
  replaces: true,
  read({ files, earlier, say }) {
    if (files.length === 0) return undefined;
    const before = (earlier?.value as MessageFile[] | null | undefined) ?? [];
    const all = [...before, ...files];
    return { value: all, told: say('asking:photos', { count: all.length }) };
  },
};
