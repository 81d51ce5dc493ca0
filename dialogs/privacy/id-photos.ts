import { latestFiles } from '#records/residents/held-data.ts';
import { removeFile } from '#records/retention/remove-file.ts';
import type { DeskTurn, MessageFile } from '../desk-turn.ts';
import type { Guarded } from '../service.ts';

/** How long (milliseconds) words about a photo hold for one that came before or comes after them. */
const NEAR = 30 * 60_000;

const DOCUMENT =
  /身份证|护照|户口(本|簿)|驾驶证|驾照|社保卡|结婚证|居住证|居留(证|许可)|通行证|回乡证|台胞证|出生证|证件照?|\b(?:passport|identity card|id[ _-]?cards?|photo id|hukou|driver'?s?[ _-]?licen[cs]e|residence permit|visa page)\b/iu;
/** In the name of a file words are joined by anything. */
const FILE_NAME =
  /身份证|护照|户口(本|簿)|驾驶证|驾照|社保卡|结婚证|居住证|通行证|证件|passport|hukou|shenfenzheng|huzhao|(?:^|[^a-z])id[ _-]?(?:card|photo|scan|front|back|copy)|(?:^|[^a-z])id(?:[ _-]?\d*)?\.[a-z]+$|licen[cs]e|residence[ _-]?permit/iu;
const NOT = /(不是|没有|别|不用|不要|无需)[^，,。]{0,6}(身份证|护照|户口|证件)|\bnot\b.{0,12}\b(?:passport|id)\b/iu;
/** Says of a photo that it is one. */
const IS_ONE =
  /(这|那|上面|刚才|刚刚|刚发|照片|图片|发的)[^，,。]{0,8}(是|为)[^，,。]{0,6}(身份证|护照|户口|驾|证件|居住证|结婚证|通行证)|\b(?:this|that|it|photo|picture|file)\b[^.,]{0,16}\b(?:is|was|'s)\b[^.,]{0,16}\b(?:passport|id|licen[cs]e|hukou|permit)\b/iu;
/** Says that one comes next. */
const COMES =
  /(发|传|拍|上传|给)[^，,。]{0,8}(身份证|护照|户口(本|簿)|驾照|驾驶证|证件|居住证|结婚证|通行证)|(身份证|护照|户口(本|簿)|证件)[^，,。]{0,6}(发|传|拍)|\b(?:send|upload|attach|photo of)\b.{0,20}\b(?:passport|id|licen[cs]e|hukou|permit)\b/iu;
/** Papers of moving in are shown at the desk; while they are talked about a file is one of them. */
const PAPERS: ReadonlySet<string> = new Set(['move-in', 'move-in:appointment']);

/**
 * Photos of identity papers are not accepted (domain 2.4, 8.7): said kindly, and the file is deleted at once, whether its
 * name, the message, an earlier or a later word says what it is.
 */
export async function refuseIdPhotos(turn: DeskTurn): Promise<Guarded | undefined> {
  const { incoming, state, clock } = turn;
  const { text, files } = incoming;
  const said = !NOT.test(text);
  const ids = said ? await idFiles(turn) : namedSo(files);
  if (ids.length > 0) {
    await remove(turn, ids);
    turn.steps.add('serve');
    state.idPhotoAt = undefined;
    const rest = files.length > ids.length || holdsMatter(turn);
    return { words: turn.say('privacy:idRemoved', { count: ids.length }), ...(rest && { rest }) };
  }
  if (files.length > 0 || !said || !COMES.test(text)) return undefined;
  state.idPhotoAt = clock.now();
  return { words: turn.say('privacy:noIdPhotos') };
}

/** Files of this message that are identity papers, or earlier ones that this message says were. */
async function idFiles(turn: DeskTurn): Promise<string[]> {
  const { incoming, state, clock, conversation, tx } = turn;
  const { text, files } = incoming;
  const now = clock.now();
  if (files.length === 0) return IS_ONE.test(text) ? latestFiles(tx.db, conversation.id, now - NEAR) : [];
  const announced = state.idPhotoAt !== undefined && now - state.idPhotoAt <= NEAR && text.trim() === '';
  if (announced || DOCUMENT.test(text) || isPaperOfMovingIn(turn)) return files.map(({ id }) => id);
  return namedSo(files);
}

function namedSo(files: readonly MessageFile[]): string[] {
  return files.filter(({ name }) => FILE_NAME.test(name)).map(({ id }) => id);
}

function isPaperOfMovingIn({ state, service, incoming, owner }: DeskTurn): boolean {
  // A clerk may well have asked for a photo of something else.
  if (owner === 'staff') return false;
  if (state.open) return PAPERS.has(state.open.form);
  return service === 'move-in' && incoming.text.trim() === '';
}

/** Gone from the store, from the message and from what a form has noted. */
async function remove(turn: DeskTurn, ids: readonly string[]): Promise<void> {
  const { tx, clock, conversation, incoming, state } = turn;
  const about = {
    conversationId: conversation.id,
    estateId: conversation.estate_id,
    why: 'id-document',
    actor: 'desk',
  };
  for (const fileId of ids) await removeFile(tx, { ...about, fileId }, clock.now());
  turn.incoming = { ...incoming, files: incoming.files.filter(({ id }) => !ids.includes(id)) };
  const noted = state.open?.answers.photo?.value as MessageFile[] | null | undefined;
  if (!state.open || !noted?.some(({ id }) => ids.includes(id))) return;
  const left = noted.filter(({ id }) => !ids.includes(id));
  const { photo: _, ...answers } = state.open.answers;
  const told = turn.say('asking:photos', { count: left.length });
  state.open = { ...state.open, answers: left.length > 0 ? { ...answers, photo: { value: left, told } } : answers };
}

const MATTERS: ReadonlySet<string> = new Set(['repair', 'complaint', 'status_query', 'fee_enquiry', 'suggestion']);

/** Something else is said beside the photo. */
function holdsMatter({ incoming }: DeskTurn): boolean {
  const { band, intents, entities } = incoming.understood;
  const named = entities.some(({ type }) => type === 'dwelling' || type === 'phone' || type === 'fault');
  return incoming.text.trim() !== '' && (named || (band === 'act' && MATTERS.has(intents[0]?.name ?? '')));
}
