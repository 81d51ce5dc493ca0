import { expect } from 'chai';
import sharp from 'sharp';
import type { Log } from '#console/api.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { type Answer, aClerk, aWaitingChat, type Browser, type RunningDesk, startDesk } from './desk.ts';

onEveryEngine('A clerk who sends a photo', (storage) => {
  let desk: RunningDesk;
  let chen: Browser;
  let lin: Browser;
  let photo: Buffer;

  before(async () => {
    desk = await startDesk(storage());
    chen = await aClerk(desk, storage(), { name: 'chen', displayName: '小陈' });
    lin = await aClerk(desk, storage(), { name: 'lin', displayName: '小林' });
    photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3a3' } })
      .withExif({ IFD0: { Copyright: 'hidden-words' } })
      .jpeg()
      .toBuffer();
  });
  after(async () => {
    await desk.stop();
    expect(desk.errors).to.deep.equal([]);
  });

  const send = (
    clerk: Browser,
    chat: string,
    bytes: Uint8Array,
    clientId = 'p1',
    name = '../../水阀.JPG',
  ): Promise<Answer<{ seq: number }>> =>
    clerk.ask(`conversations/${chat}/files?clientId=${clientId}`, {
      method: 'POST',
      headers: {
        'content-type': 'image/jpeg',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'x-lobby-csrf': clerk.csrf ?? '',
      },
      body: new Uint8Array(bytes),
    });
  const mine = async () => {
    const chat = await aWaitingChat(storage());
    await chen.post(`conversations/${chat}/claim`);
    return chat;
  };

  it('sees it in the chat, written anew, under a clean name; sent twice it stands once', async () => {
    const chat = await mine();
    const answers = await Promise.all([send(chen, chat, photo), send(chen, chat, photo)]);
    answers.push(await send(chen, chat, photo));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    const { body } = await chen.get<Log>(`conversations/${chat}/log`);
    const shown = body.activities.filter(({ files }) => files.length > 0);
    expect(shown.map(({ role, fromName }) => [role, fromName])).to.deep.equal([['staff', '小陈']]);
    const [file] = shown[0]?.files ?? [];
    expect(file).to.include({ name: '水阀.jpg', contentType: 'image/jpeg' });
    const kept = await chen.fetch(file?.url.replace('/console/api/', '') ?? '');
    expect(kept.headers.get('content-type')).to.equal('image/jpeg');
    expect(Buffer.from(await kept.arrayBuffer()).includes('hidden-words')).to.equal(false);
    const rows = await storage().db.selectFrom('attachment').select('id').where('conversation_id', '=', chat).execute();
    expect(rows).to.have.length(1);
  });

  it('must hold the chat', async () => {
    const chat = await mine();
    const { status, error } = await send(lin, chat, photo);
    expect([status, error?.code, error?.holder]).to.deep.equal([409, 'not-yours', '小陈']);
    expect(
      await storage().db.selectFrom('attachment').select('id').where('conversation_id', '=', chat).execute(),
    ).to.deep.equal([]);
  });

  it('is told that anything but a photo is not taken', async () => {
    const chat = await mine();
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF');
    for (const bytes of [Buffer.from('<svg onload="alert(1)"/>'), pdf, photo.subarray(0, 60), Buffer.alloc(0)]) {
      const { status, error } = await send(chen, chat, bytes);
      expect([status, error?.code]).to.deep.equal([415, 'file-refused']);
    }
    expect((await send(chen, chat, Buffer.alloc(11 * 1024 * 1024))).status).to.equal(413);
    expect((await send(chen, chat, photo, '')).status).to.equal(400);
    const { body } = await chen.get<Log>(`conversations/${chat}/log`);
    expect(body.activities.filter(({ files }) => files.length > 0)).to.deep.equal([]);
  });

  it('cannot be a page of another site', async () => {
    const chat = await mine();
    const answer = await chen.ask(`conversations/${chat}/files?clientId=p1`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: new Uint8Array(photo),
    });
    expect(answer.status).to.equal(403);
  });
});
