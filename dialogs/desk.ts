import { isQuestion } from '#understanding/turns-of-speech.ts';
// Not by the package's front door: that loads its recognizers too, 32 MB and a quarter of a second at the start.

import { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { putOnAgenda } from '#records/agenda.ts';
import { FORM_ANSWER } from '#records/handoffs/moves.ts';
import type { Understood } from '#understanding/recognizer.ts';
import { lastAnswered } from './asking/advance.ts';
import { withMore } from './asking/at-the-end.ts';
import { askAgain, FormDialog, type FormResult, openFormOf } from './asking/form-dialog.ts';
import { withKnown } from './asking/known.ts';
import { noticeDangerTold } from './danger-told.ts';
import type { Answers, Locale } from './desk-state.ts';
import { type DeskTurn, offer, reply } from './desk-turn.ts';
import { safetyFirst } from './emergency/emergency.ts';
import { goOnWithEmergency } from './emergency/going-on.ts';
import { fillIn } from './handoff/fill-in.ts';
import { passToPerson } from './handoff/handoff.ts';
import { leaveMessage, messageIn } from './handoff/message.ts';
import { personAccepted, whileWaiting } from './handoff/waiting.ts';
import { askedLanguage, followLanguage, speak } from './language.ts';
import { nextMatter } from './matters.ts';
import { answerOutsideForm } from './outside-form.ts';
import { refuseIdPhotos } from './privacy/id-photos.ts';
import { goodbye, greet, help } from './reception/reception.ts';
import { forms, listenerTo, services } from './services.ts';
import { carryDeskTurn } from './turn-key.ts';
import { UNFINISHED_FORM } from './unfinished-form.ts';
import { holdsAnswer, resumes, wants, wantsToCancel } from './wishes.ts';

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
  else if (event.name === FORM_ANSWER) await fillIn(turn, event.value);
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
  noticeDangerTold(turn);
  const { incoming, state } = turn;
  const { emergency, reply: short } = incoming.understood;
  if (emergency) return safetyFirst(turn, emergency.kind);
  if (turn.owner === 'staff') return besideStaff(turn);
  if (turn.owner === 'bot') followLanguage(turn);
  if (await guarded(turn)) return;
  if (turn.owner === 'queue') {
    if (await goOnWithEmergency(turn, () => answerAside(turn))) return;
    const left = await whileWaiting(turn, beginning(turn));
    if (left === 'answer') return goOnWithForm(turn);
    return left === 'nothing' ? undefined : goOn(turn, left.lead);
  }
  const wanted = askedLanguage(incoming.text);
  if (wanted) return changeLanguage(turn, wanted);
  const message = state.open?.form === 'message' ? undefined : messageIn(turn);
  if (message !== undefined) return leaveMessage(turn, beginning(turn), message);
  // What somebody dictates for people may well speak of one.
  const dictates = state.open?.form === 'message' && state.open.asking === 'words';
  if (short === 'human' || (!dictates && wants(turn, 'human'))) return passToPerson(turn, 'asked');
  if (state.open) return goOnWithForm(turn);
  await greetFirst(turn);
  await answerOutsideForm(turn, beginning(turn));
  await goOnWithMatters(turn, {});
}

/** While a person answers the desk is silent, but for what may not be kept. */
async function besideStaff(turn: DeskTurn): Promise<void> {
  const refused = await refuseIdPhotos(turn);
  if (refused) await reply(turn, refused.words);
}

/** What must not wait for anything, such as a photo that may not be kept. True when nothing else of the message is left. */
async function guarded(turn: DeskTurn): Promise<boolean> {
  for (const service of services) {
    const done = await service.guard?.(turn);
    if (!done) continue;
    const { open } = turn.state;
    const free = turn.owner === 'bot' && !open;
    if (open && done.known) turn.state.open = withKnown(forms[open.form], open, done.known);
    if (free) await greetFirst(turn);
    if (done.person) await passToPerson(turn, 'not-understood', { lead: done.words });
    else if (done.rest) await reply(turn, done.words);
    else if (free) await (done.offers ? offer(turn, done.words, done.offers) : reply(turn, done.words));
    else if (turn.owner === 'bot') await goOn(turn, done.words);
    else await reply(turn, done.words);
    if (!done.rest || done.person) return true;
  }
  return false;
}

/** After a form: one that was laid aside for it comes first, then the matters that wait. */
async function goOnWithRest(turn: DeskTurn, known: Answers): Promise<void> {
  const { laidAside } = turn.state;
  if (!laidAside) return goOnWithMatters(turn, known);
  turn.state.open = laidAside;
  turn.state.laidAside = undefined;
  if (turn.owner === 'bot') await goOn(turn, turn.say('message:backTo', { name: turn.say(`${laidAside.form}:title`) }));
}

/** Takes up what else the resident had said, one matter after the other; what is known of the last is not asked again. */
async function goOnWithMatters(turn: DeskTurn, known: Answers): Promise<void> {
  const take = (understood: Understood) => {
    turn.incoming = { ...turn.incoming, text: understood.text, understood, files: [] };
    return answerOutsideForm(turn, beginning(turn, known));
  };
  // What is offered beside an answer waits for nothing.
  const waits = () => turn.state.offered?.some(({ reply }) => reply !== 'never') ?? false;
  while (!waits() && (await nextMatter(turn, take)));
}

/** Who reports and where they live stays the same from one matter to the next; everything else is the matter's own. */
const LASTING = ['where', 'contact', 'whenHome'];

function beginning(turn: DeskTurn, known: Answers = {}) {
  // Whoever would not leave a phone for one matter may still be asked for the next.
  const said = Object.entries(known).filter(([key, { value }]) => LASTING.includes(key) && value !== null);
  const lasting = Object.fromEntries(said);
  return (form: string, given: Answers = {}) => beginForm(turn, form, { ...lasting, ...given });
}

/** A form is open: help, cancel and side questions come before its answers. */
async function goOnWithForm(turn: DeskTurn): Promise<void> {
  const { incoming, state, say } = turn;
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
  if (resumes(turn)) return goOn(turn, '');
  const heeded = await forms[state.open?.form ?? '']?.heed?.(turn);
  if (heeded) return heeded === true ? undefined : goOn(turn, heeded);
  const aside = await answerAside(turn);
  if (aside) return goOn(turn, aside);
  const { open } = state;
  const more = open && withMore(forms[open.form], open, turn);
  if (more) {
    state.open = more;
    return goOn(turn, say('asking:added'));
  }
  await continueForm(turn);
}

async function cancelForm(turn: DeskTurn): Promise<void> {
  turn.state.open = undefined;
  await reply(turn, turn.say(turn.owner === 'queue' ? 'handoff:notWritten' : 'asking:cancelled'));
  await goOnWithRest(turn, {});
}

/** 「返回」: the last answer is asked again. */
async function stepBack(turn: DeskTurn): Promise<void> {
  const { open } = turn.state;
  const form = forms[open?.form ?? ''];
  const last = open && form && lastAnswered(form, open.answers);
  if (open && last) {
    const { [last]: _, ...answers } = open.answers;
    turn.state.open = { ...open, answers, asking: undefined, misses: 0 };
  }
  await goOn(turn, '');
}

/** From this certainty on a question is one that the office's knowledge answers, whatever its intent. */
const KNOWN = 0.65;

/** A question while a form is open, with nothing in it that the form asks for: the words of the service that answers it. */
async function answerAside(turn: DeskTurn): Promise<string | undefined> {
  const { understood, files, text } = turn.incoming;
  const known = (understood.answers?.[0]?.score ?? 0) >= KNOWN;
  const sure = understood.band === 'act' || (isQuestion(text) && (understood.band === 'ask' || known));
  // What to change is named in words that may sound like a question: 时间, 什么时候.
  const names = turn.state.open?.asking === 'change';
  if (!sure || names || files.length > 0 || holdsAnswer(turn)) return undefined;
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
  if (result === 'filed') return goOnWithRest(turn, known);
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

async function changeLanguage(turn: DeskTurn, locale: Locale): Promise<void> {
  speak(turn, locale);
  if (turn.owner !== 'bot') return;
  const said = turn.say('reception:languageChanged');
  await (turn.state.open ? goOn(turn, said) : reply(turn, said));
}
