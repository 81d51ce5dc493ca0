import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '#src/root.ts';

/** What every service is to have a conversation of, in both languages. */
const KINDS = [
  'happy',
  'correction',
  'digression',
  'cancel',
  'next-day',
  'not-understood',
  'out-of-hours',
  'empty',
] as const;

/** Where a kind is played: the name of its files, a test of its own, or why it cannot occur. */
type Played = string | { test: string } | { never: string };

const NO_FORM = {
  never: 'There is no form that could be left, changed or cancelled: each question is answered at once.',
};

const PLAYED: Readonly<Record<string, Record<(typeof KINDS)[number], Played>>> = {
  complaint: {
    happy: 'happy-path',
    correction: 'correction',
    digression: 'digression',
    cancel: 'cancel',
    'next-day': 'next-day',
    'not-understood': 'not-understood',
    'out-of-hours': 'noise-at-night',
    empty: { test: 'dialogs/complaint-empty-handbook.test.ts' },
  },
  suggestion: {
    happy: 'happy-path',
    correction: 'correction',
    digression: 'digression',
    cancel: 'cancel',
    'next-day': 'next-day',
    'not-understood': 'not-understood',
    'out-of-hours': 'out-of-hours',
    empty: { never: 'Nothing that it says comes from the handbook.' },
  },
  'move-in': {
    happy: 'happy-path',
    correction: 'correction',
    digression: 'digression',
    cancel: 'cancel',
    'next-day': 'next-day',
    'not-understood': 'not-understood',
    'out-of-hours': 'out-of-hours',
    empty: { test: 'dialogs/move-in.test.ts' },
  },
  notice: {
    happy: 'asked',
    correction: NO_FORM,
    digression: 'in-a-form',
    cancel: NO_FORM,
    'next-day': 'next-day',
    'not-understood': 'not-understood',
    'out-of-hours': 'out-of-hours',
    empty: 'none-known',
  },
  privacy: {
    happy: 'deletion',
    correction: 'correction',
    digression: 'digression',
    cancel: 'cancel',
    'next-day': 'next-day',
    'not-understood': 'not-understood',
    'out-of-hours': 'out-of-hours',
    empty: { test: 'dialogs/privacy.test.ts' },
  },
  household: {
    happy: 'bind',
    correction: 'correction',
    digression: 'code-in-form',
    cancel: NO_FORM,
    'next-day': 'resume-elsewhere',
    'not-understood': 'wrong-code',
    'out-of-hours': 'out-of-hours',
    empty: {
      never: 'Nothing that it says comes from the handbook but the names of homes, and a code is for one of them.',
    },
  },
  status: {
    happy: 'number',
    correction: 'correction',
    digression: 'beside',
    cancel: 'cancel',
    'next-day': 'next-day',
    'not-understood': 'not-understood',
    'out-of-hours': 'out-of-hours',
    empty: {
      never:
        'It speaks of cases; what it promises stands in the profile, and the tests of complaint and repair empty that.',
    },
  },
  handoff: {
    happy: 'message',
    correction: 'correction',
    digression: 'digression',
    cancel: 'left',
    'next-day': 'next-day',
    'not-understood': 'not-understood',
    'out-of-hours': 'out-of-hours',
    empty: { test: 'handbook/blank.test.ts' },
  },
};

describe('The golden conversations', () => {
  for (const [service, played] of Object.entries(PLAYED)) {
    it(`of ${service} hold every kind in both languages`, () => {
      const missing = KINDS.flatMap((kind) => filesOf(service, played[kind])).filter(
        (file) => !existsSync(join(ROOT, 'test', file)),
      );
      expect(missing).to.deep.equal([]);
    });
  }
});

function filesOf(service: string, played: Played): string[] {
  if (typeof played === 'string') return ['zh', 'en'].map((lng) => `conversations/${service}/${played}.${lng}.chat`);
  return 'test' in played ? [played.test] : [];
}
