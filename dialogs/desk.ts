// Not by the package's front door: that loads its recognizers too, 32 MB and a quarter of a second at the start.
import { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { putOnAgenda } from '#records/agenda.ts';
import type { Understood } from '#understanding/recognizer.ts';
import { isQuestion } from './asking/form.ts';
import { askAgain, FormDialog, type FormResult, openFormOf } from './asking/form-dialog.ts';
import type { Answers, Locale } from './desk-state.ts';
import { type DeskTurn, reply } from './desk-turn.ts';
import { passToPerson, personAccepted, whileWaiting } from './handoff/handoff.ts';
import { nextMatter } from './matters.ts';
import { answerOutsideForm } from './outside-form.ts';
import { safetyFirst } from './reception/emergency.ts';
import { goodbye, greet, help } from './reception/reception.ts';
import { forms, listenerTo, services } from './services.ts';
import { carryDeskTurn } from './turn-key.ts';
import { UNFINISHED_FORM } from './unfinished-form.ts';

const dialogs = new DialogSet();
for (const form of Object.values(forms)) dialogs.add(new FormDialog(form));

/** After this rest (milliseconds) an open form is taken up with a word of welcome. */
const REST = 6 * 60 * 60 * 1000;

/** One turn of the desk: everything a message can mean, in the order that matters. */
export async function runDesk(turn: DeskTurn): Promise<void> {
  carryDeskTurn(turn);
  const { incoming } = turn;
  if (incoming.kind === 'arrival') await arrive(turn);
  else if (incoming.kind === 'event') await hearEvent(turn);
  else await hearMessage(turn);
  turn.state.lastTurnAt = turn.clock.now();
}

/** Someone opened the page. Those who come back in the middle of a matter are not greeted anew. */
async function arrive(turn: DeskTurn): Promise<void> {
  if (turn.owner === 'bot' && !turn.state.open && !turn.state.greeted) await greet(turn);
}

async function hearEvent(turn: DeskTurn): Promise<void> {
  const { event } = turn.incoming;
  if (event?.name === 'lobby.locale') await changeLanguage(turn, event.value === 'en' ? 'en' : 'zh-CN');
  else if (!event?.fromOffice) return;
  else if (event.name === 'handoff.status') await hearHandoffStatus(turn, event.value);
  else if (event.name === UNFINISHED_FORM.event) await remindOfForm(turn);
  else await listenerTo(event.name)?.(turn, event.value, beginning(turn));
}

/** Once, after some hours: a form left in the middle is put before the resident again. */
async function remindOfForm(turn: DeskTurn): Promise<void> {
  const { open } = turn.state;
  if (!open || open.reminded || turn.owner !== 'bot') return;
  turn.state.open = { ...open, reminded: true };
  await goOn(turn, turn.say('asking:unfinished', { name: turn.say(`${open.form}:title`) }));
}

async function hearHandoffStatus(turn: DeskTurn, value: unknown): Promise<void> {
  const { state, message } = value as { state?: string; message?: string };
  if (state === 'accepted')
    return personAccepted(turn, turn.context.activity.from.name || turn.say('handoff:colleague'));
  if (state !== 'completed') return;
  await turn.context.sendActivity({ type: 'event', name: 'lobby.notice', value: { kind: 'bot' } });
  if (message === 'closed') {
    turn.state.open = undefined;
    return reply(turn, turn.say('handoff:closed'));
  }
  if (turn.state.open) return goOn(turn, turn.say('handoff:returned'));
  await reply(turn, `${turn.say('handoff:returned')}\n${turn.say('reception:anythingElse')}`);
}

async function hearMessage(turn: DeskTurn): Promise<void> {
  const { incoming, state } = turn;
  const { emergency, reply: short } = incoming.understood;
  if (emergency) return safetyFirst(turn, emergency.kind);
  if (turn.owner === 'queue') return whileWaiting(turn);
  if (turn.owner === 'staff') return;
  followLanguage(turn);
  const wanted = askedLanguage(incoming.text);
  if (wanted) return changeLanguage(turn, wanted);
  if (short === 'human' || wants(turn, 'human')) return passToPerson(turn, 'asked');
  if (state.open) return goOnWithForm(turn);
  await greetFirst(turn);
  await answerOutsideForm(turn, beginning(turn));
  await goOnWithMatters(turn, {});
}

/** Takes up what else the resident had said, one matter after the other; what is known of the last is not asked again. */
async function goOnWithMatters(turn: DeskTurn, known: Answers): Promise<void> {
  const take = (understood: Understood) => {
    turn.incoming = { ...turn.incoming, text: understood.text, understood, files: [] };
    return answerOutsideForm(turn, beginning(turn, known));
  };
  while (!turn.state.offered && (await nextMatter(turn, take)));
}

/** Who reports and where they live stays the same from one matter to the next; everything else is the matter's own. */
const LASTING = ['where', 'contact', 'whenHome'];

function beginning(turn: DeskTurn, known: Answers = {}) {
  const lasting = Object.fromEntries(Object.entries(known).filter(([key]) => LASTING.includes(key)));
  return (form: string, given: Answers = {}) => beginForm(turn, form, { ...lasting, ...given });
}

/** A form is open: help, cancel and side questions come before its answers. */
async function goOnWithForm(turn: DeskTurn): Promise<void> {
  const { incoming, say } = turn;
  const { reply: short } = incoming.understood;
  if (short === 'help') {
    await help(turn, true);
    return goOn(turn, '');
  }
  if (wantsToCancel(turn)) return cancelForm(turn);
  if (short === 'back') return stepBack(turn);
  if (wants(turn, 'goodbye') && !holdsAnswer(turn)) {
    await goodbye(turn);
    return reply(turn, say('asking:kept'));
  }
  const aside = await answerAside(turn);
  if (aside) return goOn(turn, aside);
  await continueForm(turn);
}

/** A plain cancel, the button, or 「算了，不用了」 to a question that cannot be left out. */
function wantsToCancel({ incoming, state, say }: DeskTurn): boolean {
  const { reply: short, intents, band, ordinal } = incoming.understood;
  const asking = state.open?.asking;
  if (incoming.text.trim() === say('asking:cancel') || (asking === 'confirm' && ordinal === 3)) return true;
  if (short === 'cancel') return true;
  const question = forms[state.open?.form ?? '']?.questions.find((one) => one.key === asking);
  const declines = GIVES_UP.test(incoming.text) || (band === 'act' && intents[0]?.name === 'cancel');
  return declines && question !== undefined && !question.optional;
}

const GIVES_UP = /^(那就?)?(算了|不用了|不报了|不修了|不要了|先不)|\b(never ?mind|forget it)\b/iu;

async function cancelForm(turn: DeskTurn): Promise<void> {
  turn.state.open = undefined;
  await reply(turn, turn.say('asking:cancelled'));
  await goOnWithMatters(turn, {});
}

/** 「返回」: the last answer is asked again. */
async function stepBack(turn: DeskTurn): Promise<void> {
  const { open } = turn.state;
  const last = Object.keys(open?.answers ?? {}).at(-1);
  if (open && last) {
    const { [last]: _, ...answers } = open.answers;
    turn.state.open = { ...open, answers, asking: undefined, misses: 0 };
  }
  await goOn(turn, '');
}

const ANSWERS: ReadonlySet<string> = new Set(['dwelling', 'phone', 'fixture', 'fault', 'person-name']);

/** Names something that a form asks for. */
function holdsAnswer({ incoming }: DeskTurn): boolean {
  return incoming.understood.entities.some(({ type }) => ANSWERS.has(type));
}

/** A question while a form is open, with nothing in it that the form asks for: the words of the service that answers it. */
async function answerAside(turn: DeskTurn): Promise<string | undefined> {
  const { understood, files, text } = turn.incoming;
  const sure = understood.band === 'act' || (understood.band === 'ask' && isQuestion(text));
  if (!sure || files.length > 0 || holdsAnswer(turn)) return undefined;
  for (const service of services) {
    const words = await service.aside?.(turn);
    if (words) return words;
  }
  return undefined;
}

/** Starts a form with what the message already says. */
async function beginForm(turn: DeskTurn, name: string, given: Answers): Promise<void> {
  turn.service = name;
  const dc = new DialogContext(dialogs, turn.context, { dialogStack: [] });
  const { result } = await dc.beginDialog(name, given);
  const { estate_id: estateId, id: subject } = turn.conversation;
  const dueAt = turn.clock.now() + UNFINISHED_FORM.after;
  await putOnAgenda(turn.tx, { estateId, kind: UNFINISHED_FORM.agenda, subject, body: {}, dueAt }, turn.clock);
  keep(turn, dc, result as FormResult | undefined);
}

async function continueForm(turn: DeskTurn): Promise<void> {
  const dc = dialogContext(turn);
  if (!dc) return lostForm(turn);
  const known = turn.state.open?.answers ?? {};
  if (turn.state.lastTurnAt !== undefined && turn.clock.now() - turn.state.lastTurnAt > REST) {
    await reply(turn, turn.say('asking:welcomeBack'));
  }
  const { result } = await dc.continueDialog();
  keep(turn, dc, result as FormResult | undefined);
  if (result === 'filed') return goOnWithMatters(turn, known);
  if (result === 'unread') turn.missed = 'asked-again';
  if (result !== 'stuck') return;
  turn.missed = 'passed-to-person';
  await passToPerson(turn, 'not-understood', { lead: turn.say('reception:sorryNotUnderstood') });
}

/** Puts the open question again, after a lead. */
async function goOn(turn: DeskTurn, lead: string): Promise<void> {
  const dc = dialogContext(turn);
  const form = forms[turn.state.open?.form ?? ''];
  if (!dc || !form) return lostForm(turn);
  await askAgain(dc, form, lead);
  keep(turn, dc, 'asked');
}

/** A form this version no longer has: said plainly, a person helps. */
async function lostForm(turn: DeskTurn): Promise<void> {
  turn.state.open = undefined;
  await passToPerson(turn, 'not-understood', { lead: turn.say('asking:formGone') });
}

function dialogContext(turn: DeskTurn): DialogContext | undefined {
  const { open } = turn.state;
  if (!open || !(open.form in forms)) return undefined;
  return new DialogContext(dialogs, turn.context, { dialogStack: [{ id: open.form, state: { open } }] });
}

function keep(turn: DeskTurn, dc: DialogContext, result: FormResult | undefined): void {
  turn.state.open = result === 'filed' ? undefined : openFormOf(dc);
}

/** Whoever starts with their matter is greeted in the same breath. */
async function greetFirst(turn: DeskTurn): Promise<void> {
  if (turn.state.greeted || wants(turn, 'greet')) return;
  await greet(turn);
}

function wants({ incoming }: DeskTurn, intent: string): boolean {
  return incoming.understood.band === 'act' && incoming.understood.intents[0]?.name === intent;
}

/** 「说英文」 "in Chinese please". */
function askedLanguage(text: string): Locale | undefined {
  const short = text.trim();
  if (short.length > 40) return undefined;
  if (/(说|讲|用|换|切换)(成|到)?(英文|英语)|\b(speak|in|switch to|use) english\b|^english( please)?$/iu.test(short))
    return 'en';
  if (
    /(说|讲|用|换|切换)(成|到)?(中文|汉语|普通话)|\b(speak|in|switch to|use) chinese\b|^(中文|chinese( please)?)$/iu.test(
      short,
    )
  )
    return 'zh-CN';
  return undefined;
}

async function changeLanguage(turn: DeskTurn, locale: Locale): Promise<void> {
  speak(turn, locale);
  if (turn.owner !== 'bot') return;
  const said = turn.say('reception:languageChanged');
  await (turn.state.open ? goOn(turn, said) : reply(turn, said));
}

/** Who clearly writes in the other language is answered in it. */
function followLanguage(turn: DeskTurn): void {
  const { text, understood } = turn.incoming;
  const english = understood.locale === 'en' && (text.match(/[a-z']+/giu) ?? []).length >= 3;
  const chinese = understood.locale === 'zh-CN' && (text.match(/\p{Script=Han}/gu) ?? []).length >= 3;
  if (english && turn.state.locale !== 'en') speak(turn, 'en');
  else if (chinese && turn.state.locale !== 'zh-CN') speak(turn, 'zh-CN');
}

function speak(turn: DeskTurn, locale: Locale): void {
  turn.state.locale = locale;
  turn.say = turn.speech.say(locale);
}
