import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { expect } from 'chai';
import { type ConversationLog, FILE_SCHEME } from '#channels/direct-line/conversation-log.ts';

/** A log to be examined, and the bot's way into it. */
export interface LogUnderTest {
  log: ConversationLog;
  /** Puts a reply of the bot, or its typing, into a conversation. */
  append(conversationId: string, activity: Partial<Activity>): Promise<unknown>;
  close?(): Promise<void>;
}

/** What every ConversationLog must do, whatever it is built on. Replies and welcomes of a bot may lie in between. */
export function describeConversationLog(name: string, make: () => Promise<LogUnderTest>): void {
  describe(`${name} keeps conversations for Direct Line`, () => {
    let made: LogUnderTest;
    let log: ConversationLog;
    let id: string;
    const user = { id: 'dl_lin', name: '林女士' };

    beforeEach(async () => {
      made = await make();
      log = made.log;
      id = randomUUID();
    });
    afterEach(() => made.close?.());

    const start = () => log.start({ conversationId: id, user, locale: 'zh-CN' });
    const say = (text: string, externalId?: string) =>
      log.post({ conversationId: id, user, activity: message(text), externalId, files: [] });
    const readAll = async (limit = 100) => {
      const all: Activity[] = [];
      for (let after = 0; ; ) {
        const { activities, next } = await log.read({ conversationId: id, after, limit });
        all.push(...activities);
        if (next === after) return all;
        after = next;
      }
    };
    const texts = async (limit?: number) => (await readAll(limit)).map(({ text }) => text);

    it('opens a conversation once, whoever comes first', async () => {
      expect(await log.find(id)).to.equal(undefined);
      const opened = await Promise.all([start(), start(), start()]);
      expect(opened.filter(({ created }) => created)).to.have.length(1);
      expect(await start()).to.deep.equal({ created: false });
    });

    it('shows what the resident said as it was said', async () => {
      await start();
      const activity = { ...message('漏水了'), channelData: { clientActivityID: 'a1' } };
      const posted = await log.post({ conversationId: id, user, activity, files: [] });
      const shown = (await readAll()).find((each) => each.id === posted.id);
      expect(posted.duplicate).to.equal(false);
      expect(shown).to.include({ type: 'message', text: '漏水了' });
      expect(shown?.channelData).to.include({ clientActivityID: 'a1' });
      expect(shown?.from).to.include({ id: 'dl_lin', role: 'user' });
    });

    it('takes a repeated message once and answers the same id', async () => {
      await start();
      const posts = await Promise.all(Array.from({ length: 8 }, () => say('once', `${id}|dl_lin|same`)));
      expect(new Set(posts.map((post) => post.id)).size).to.equal(1);
      expect(posts.filter(({ duplicate }) => !duplicate)).to.have.length(1);
      expect((await texts()).filter((text) => text === 'once')).to.have.length(1);
    });

    it('counts the same words twice where the client did not say that it repeats itself', async () => {
      await start();
      await say('again');
      await say('again');
      expect((await readAll()).filter((each) => each.text === 'again' && each.from?.role === 'user')).to.have.length(2);
    });

    it('reads the same, in order, in pages of any size', async () => {
      await start();
      const said = Array.from({ length: 12 }, (_, index) => `m${index}`);
      for (const text of said) await say(text);
      for (const limit of [1, 5, 100]) {
        expect((await texts(limit)).filter((text) => said.includes(text))).to.deep.equal(said);
      }
    });

    it('moves `next` forward by the rows it looked at, and stays where nothing is new', async () => {
      await start();
      await say('one');
      await say('two');
      const { lastSeq = 0 } = (await log.find(id)) ?? {};
      expect(lastSeq).to.be.at.least(2);
      expect((await log.read({ conversationId: id, after: 0, limit: 1 })).next).to.equal(1);
      expect(await log.read({ conversationId: id, after: lastSeq, limit: 10 })).to.deep.equal({
        activities: [],
        next: lastSeq,
      });
    });

    it('tells a listener of each change, once it can be read, and leaves it alone afterwards', async () => {
      await start();
      const other = randomUUID();
      await log.start({ conversationId: other, user });
      const seen: string[] = [];
      let stray = 0;
      const stop = log.watch(id, async () => seen.push(...(await texts())));
      const stopOther = log.watch(other, () => {
        stray += 1;
      });
      const settled = stray;
      await say('hello');
      await made.append(id, { type: 'message', text: 'reply' });
      await eventually(() => seen.includes('hello') && seen.includes('reply'));
      stop();
      stopOther();
      const before = seen.length;
      await say('unheard');
      await pause();
      expect(seen.length).to.equal(before);
      expect(stray).to.equal(settled);
    });

    it('passes typing on and does not keep it', async () => {
      await start();
      const passed: (Activity | undefined)[] = [];
      const stop = log.watch(id, (ephemeral) => passed.push(ephemeral));
      await made.append(id, { type: 'typing' });
      await log.post({ conversationId: id, user, activity: { ...message(''), type: 'typing' }, files: [] });
      await eventually(() => passed.some((each) => each?.type === 'typing'));
      stop();
      expect((await readAll()).map(({ type }) => type)).not.to.include('typing');
    });

    it('says that a conversation does not exist', async () => {
      const error = await say('nobody').catch((reason) => reason);
      expect(error).to.include({ code: 'conversation_not_found' });
    });

    it('keeps a file byte for byte, for its own conversation only', async () => {
      await start();
      const bytes = Uint8Array.from({ length: 3000 }, (_, index) => index % 256);
      const file = { id: randomUUID(), name: '水管.jpg', contentType: 'image/jpeg', bytes };
      const attachments = [{ contentType: file.contentType, contentUrl: FILE_SCHEME + file.id, name: file.name }];
      await log.post({ conversationId: id, user, activity: { ...message('看'), attachments }, files: [file] });
      const kept = await log.file(id, file.id);
      expect(kept).to.include({ name: '水管.jpg', contentType: 'image/jpeg' });
      expect(Buffer.compare(Buffer.from(kept?.bytes ?? []), Buffer.from(bytes))).to.equal(0);
      expect((await readAll()).find(({ text }) => text === '看')?.attachments).to.deep.equal(attachments);
      const other = randomUUID();
      await log.start({ conversationId: other, user });
      expect(await log.file(other, file.id)).to.equal(undefined);
      expect(await log.file(id, randomUUID())).to.equal(undefined);
    });
  });
}

function message(text: string): Partial<Activity> {
  return { type: 'message', text, from: { id: 'dl_lin', name: '林女士', role: 'user' } as Activity['from'] };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await pause();
}
