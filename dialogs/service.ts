import type { Intent } from '#understanding/recognizer.ts';
import type { Form } from './asking/form.ts';
import type { Answers, LooseQuestion, Offer } from './desk-state.ts';
import type { DeskTurn } from './desk-turn.ts';

/** Starts a form with what the message already says and with answers that are known besides. */
export type Begin = (form: string, given?: Answers) => Promise<void>;

/** What the desk does for a matter; `value` is what the resident chose it with. */
export type Move = (turn: DeskTurn, begin: Begin, value?: string) => Promise<void>;

/** What a service did before anything else was looked at. */
export interface Guarded {
  words: string;
  /** What may come next, where no form is open. */
  offers?: Offer[];
  /** True when the message holds something else besides, which is then answered as usual. */
  rest?: boolean;
  /** What is known from now on, so that an open form need not ask it. */
  known?: Answers;
  /** True when a person has to go on from here. */
  person?: boolean;
}

/**
 * One service of the desk. Folder, locale file, golden conversations and records carry its name; its `<name>:title` is what it
 * is called where it is offered.
 */
export interface Service {
  readonly name: string;
  readonly forms?: readonly Form[];
  /** What it does for an intent when no form is open. */
  readonly intents?: Partial<Record<Intent, Move>>;
  /** What it does when one of its offers is taken, by the offer's name without `<service>.`. */
  readonly choices?: Readonly<Record<string, Move>>;
  /** What it does for the office's own events, by name (`records/desk-events.ts`). */
  readonly events?: Readonly<Record<string, (turn: DeskTurn, value: unknown, begin: Begin) => Promise<void>>>;
  /** Looks at every message before forms and the queue do: what must not wait, such as a photo that may not be kept. */
  guard?(turn: DeskTurn): Promise<Guarded | undefined>;
  /** Hears what comes after a question of its own outside any form: true when that was an answer. */
  answer?(turn: DeskTurn, question: LooseQuestion, begin: Begin): Promise<boolean>;
  /** True when the parts of a message belong together here, though each sounds like a matter of its own. */
  whole?(turn: DeskTurn): boolean;
  /** Looks at a message without a form before its intent counts: true when it was dealt with here. */
  hear?(turn: DeskTurn, begin: Begin): Promise<boolean>;
  /** Answers a side question while a form is open: the words, or undefined when it is none of its own. */
  aside?(turn: DeskTurn): Promise<string | undefined>;
}
