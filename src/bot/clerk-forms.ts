import {
  type ClerkForm,
  type ClerkQuestion,
  fillByClerk,
  finalAnswers,
  questionsForClerk,
  type Typed,
} from '#dialogs/asking/by-clerk.ts';
import type { Form } from '#dialogs/asking/form.ts';
import type { DeskTurn } from '#dialogs/desk-turn.ts';
import { safetyWords } from '#dialogs/emergency/safety-words.ts';
import { forms } from '#dialogs/services.ts';
import { openConversation } from '#records/conversations.ts';
import { clerkTurn, conversationOf, type FormWish } from './clerk-turn.ts';
import { type EntryWish, type FiledEntry, fileEntry, NotReady } from './file-entry.ts';
import type { TurnTools } from './turn.ts';

/** The form as it stands: what it asks, what was understood, and whether it may be filed. */
export interface FormCheck {
  questions: ClerkQuestion[];
  /** What is to be known before it is filed. */
  note: string | null;
  ready: boolean;
  /** What the desk would say where the matter is for a person. */
  forPerson: string | null;
  /** The words to say at once, where what was typed tells of a danger. */
  danger: string | null;
}

/** The dialogs' forms, filled by staff: by telephone, in person and by letter. */
export interface ClerkForms {
  list(locale: 'zh-CN' | 'en'): { name: string; title: string }[];
  check(wish: FormWish): Promise<FormCheck>;
  /** Writes the entry down with its case; undefined while the form is not ready. */
  file(wish: FormWish & EntryWish): Promise<FiledEntry | undefined>;
}

/** Thrown to leave a transaction in which the records were only looked at. */
const LOOKED = Symbol('looked');

/** What people ring for most; any other form comes after. */
const FIRST = ['repair', 'complaint', 'enquiry', 'message', 'move-in'];

function placeOf({ name }: Form): number {
  return FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length;
}

/** Every form that begins a matter; those that belong to a case of their own are named `<service>:<step>`. */
export const CLERK_FORMS: readonly Form[] = Object.values(forms)
  .filter(({ name }) => !name.includes(':'))
  .sort((a, b) => placeOf(a) - placeOf(b));

/** The forms of the desk for its clerks. */
export function createClerkForms(tools: TurnTools): ClerkForms {
  return {
    list: (locale) => CLERK_FORMS.map(({ name }) => ({ name, title: tools.speech.say(locale)(`${name}:title`) })),
    check: (wish) => check(tools, wish),
    async file(wish) {
      const form = CLERK_FORMS.find(({ name }) => name === wish.form);
      const typed = await readFields(tools, wish);
      return tools.storage
        .transact((tx) => fileEntry({ tools, tx, wish, form, typed }))
        .catch((error: unknown) => {
          if (error instanceof NotReady) return undefined;
          throw error;
        });
    },
  };
}

async function check(tools: TurnTools, wish: FormWish): Promise<FormCheck> {
  const form = CLERK_FORMS.find(({ name }) => name === wish.form);
  const typed = await readFields(tools, wish);
  const kind = Object.values(typed).find(({ understood }) => understood.emergency)?.understood.emergency?.kind;
  let result: FormCheck | undefined;
  try {
    // Whatever a look into the records writes is undone.
    await tools.storage.transact(async (tx) => {
      const id = tools.clock.id();
      await openConversation(tx, conversationOf(id, wish, 'phone'), tools.clock.now());
      const { turn, sent } = await clerkTurn(tools, tx, { id, wish });
      const danger = kind ? safetyWords(turn, kind) : null;
      result = form ? await look(turn, form, { typed, wish, sent, danger }) : emptyCheck(danger);
      throw LOOKED;
    });
  } catch (error) {
    if (error !== LOOKED) throw error;
  }
  return result ?? emptyCheck(null);
}

function emptyCheck(danger: string | null): FormCheck {
  return { questions: [], note: null, ready: danger === null, forPerson: null, danger };
}

async function look(
  turn: DeskTurn,
  form: Form,
  about: { typed: Record<string, Typed>; wish: FormWish; sent: readonly { text?: string }[]; danger: string | null },
): Promise<FormCheck> {
  const { typed, wish, sent, danger } = about;
  const filled: ClerkForm = await fillByClerk(turn, form, { typed, caller: wish.caller });
  const answers = filled.forPerson ? undefined : finalAnswers(turn, form, filled, []);
  return {
    questions: filled.forPerson ? [] : questionsForClerk(turn, form, filled),
    note: (answers && form.note?.(turn, answers)) ?? null,
    ready: answers !== undefined,
    forPerson: filled.forPerson ? sent.map(({ text = '' }) => text).join('\n') : null,
    danger,
  };
}

/** The only step that may touch the network. */
async function readFields(tools: TurnTools, wish: FormWish): Promise<Record<string, Typed>> {
  const form = CLERK_FORMS.find(({ name }) => name === wish.form);
  const estate = tools.handbook.estate(wish.estateId);
  const fields = Object.entries(wish.fields).filter(([, text]) => text.trim() !== '');
  const read = fields.map(async ([key, text]): Promise<[string, Typed]> => {
    const kind = form?.questions.find((one) => one.key === key)?.kind ?? 'text';
    const understood = await tools.recognizer.recognize(text, {
      locale: wish.locale,
      now: new Date(tools.clock.now()),
      timeZone: estate?.office.timeZone ?? 'UTC',
      estateId: wish.estateId,
      openQuestion: { form: wish.form, key, kind },
    });
    return [key, { text, understood }];
  });
  return Object.fromEntries(await Promise.all(read));
}
