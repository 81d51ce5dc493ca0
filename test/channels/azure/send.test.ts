import { expect } from 'chai';
import { append } from '#records/activities.ts';
import type { OutboxRow } from '#storage/schema.ts';
import { type AzureDoor, aMessage, NOON, openDoor } from './door.ts';
import type { Answer } from './microsoft.ts';

describe('Azure door: what goes out', () => {
  let door: AzureDoor;
  beforeEach(async () => {
    door = await openDoor();
  });
  afterEach(() => door.close());

  /** A resident has written and the desk has answered; the row that the answer left in the outbox. */
  const answered = async (text = '请问您住在哪一栋？'): Promise<OutboxRow> => {
    await door.receive(aMessage());
    const [inbound] = await door.log();
    const suggestedActions = { to: [], actions: [{ type: 'imBack', title: '3栋', value: '3栋' }] };
    const body = { suggestedActions, replyToId: inbound?.id, channelData: { lobby: { role: 'desk' } } };
    await door.storage.transact((tx) =>
      append(tx, inbound?.conversation_id ?? '', [{ type: 'message', role: 'desk', fromId: 'desk', text, body }], NOON),
    );
    return door.storage.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
  };

  const send = (row: OutboxRow, signal = new AbortController().signal) => door.sendHandler(row, { signal });

  const sendTo = async (answer: Answer) => {
    const row = await answered();
    door.microsoft.answers.push(answer);
    return send(row).catch((error: Error) => `thrown: ${error.message}`);
  };

  it('the answer reaches the resident, with its choices and below the message it answers', async () => {
    expect(await send(await answered())).to.equal('sent');
    const [post, ...rest] = door.microsoft.posts;
    expect(rest).to.deep.equal([]);
    expect(post?.authorization).to.equal('Bearer a-bot-token');
    expect(decodeURIComponent(post?.path ?? '')).to.equal('/amer/v3/conversations/a:1/林/activities/teams-1');
    expect(post?.path).to.include('a%3A1%2F%E6%9E%97');
    expect(post?.activity).to.deep.include({
      type: 'message',
      text: '请问您住在哪一栋？',
      textFormat: 'plain',
      replyToId: 'teams-1',
      from: { id: '28:desk', name: '物业前台' },
      suggestedActions: { to: ['29:lin'], actions: [{ type: 'imBack', title: '3栋', value: '3栋' }] },
    });
    expect(post?.activity.recipient).to.include({ id: '29:lin' });
    expect(post?.activity).to.not.have.property('channelData');
  });

  it("a clerk's word that answers no message goes to the conversation", async () => {
    const row = await answered();
    await door.storage.transact((tx) =>
      append(
        tx,
        row.conversation_id ?? '',
        [{ type: 'message', role: 'staff', fromId: 's1', text: '师傅已出发' }],
        NOON,
      ),
    );
    const rows = await door.storage.db.selectFrom('outbox').selectAll().orderBy('seq').execute();
    expect(await send(rows[1] as OutboxRow)).to.equal('sent');
    expect(decodeURIComponent(door.microsoft.posts[0]?.path ?? '')).to.equal(
      '/amer/v3/conversations/a:1/林/activities',
    );
  });

  it('a connector in trouble is asked again later, once for each try', async () => {
    for (const status of [500, 502, 503, 401, 429]) {
      expect(await sendTo({ status })).to.equal(`thrown: The connector answered ${status}.`);
    }
    expect(door.microsoft.posts).to.have.length(5);
  });

  it('a connector that names a time is asked again then, within reason', async () => {
    const reason = 'The connector answered 429.';
    const wait = (seconds: string) => sendTo({ status: 429, headers: { 'Retry-After': seconds } });
    expect(await wait('7')).to.deep.equal({ retryAt: NOON + 7000, reason });
    expect(await wait('Mon, 23 Nov 2026 04:01:00 GMT')).to.deep.equal({ retryAt: NOON + 60_000, reason });
    expect(await wait('999999')).to.deep.equal({ retryAt: NOON + 600_000, reason });
    expect(await wait('soon')).to.equal(`thrown: ${reason}`);
  });

  it('a message that the channel will never take is given up, and redirects are not followed', async () => {
    expect(await sendTo({ status: 403 })).to.deep.equal({ dead: 'The connector answered 403.' });
    expect(await sendTo({ status: 404 })).to.deep.equal({ dead: 'The connector answered 404.' });
    const Location = 'https://smba.trafficmanager.net/elsewhere';
    expect(await sendTo({ status: 307, headers: { Location } })).to.deep.equal({ dead: 'The connector answered 307.' });
    expect(door.microsoft.posts).to.have.length(3);
  });

  it('what was never handed over is tried again: no login, no way to the connector', async () => {
    const row = await answered();
    for (const host of ['login.microsoftonline.com', 'smba.trafficmanager.net']) {
      door.microsoft.away.add(host);
      const error = await send(row).then(String, (thrown: Error) => thrown.message);
      expect(error, host).to.equal('The message did not get as far as the connector.');
      expect(door.microsoft.visited).to.include(host);
      door.microsoft.away.clear();
    }
    expect(await send(row)).to.equal('sent');
    expect(door.microsoft.posts).to.have.length(1);
  });

  it('after a connector took the message and fell silent nobody knows, and it is not repeated', async () => {
    const row = await answered();
    door.microsoft.answers.push('silence');
    const limit = new AbortController();
    const sending = send(row, limit.signal);
    await Promise.race([sending, door.microsoft.nextPost()]);
    limit.abort();
    expect(await sending).to.deep.equal({ unknown: 'The connector did not answer.' });
    expect(door.microsoft.posts).to.have.length(1);
  });

  it('nothing is sent to a host that was taken off the list meanwhile', async () => {
    const row = await answered();
    await door.storage.db
      .updateTable('conversation')
      .set({ reference: JSON.stringify({ serviceUrl: 'https://evil.example/', conversation: { id: 'x' } }) })
      .execute();
    expect(await send(row)).to.deep.equal({ dead: 'The service is not among those allowed.' });
    expect(door.microsoft.visited).to.not.include('evil.example');
  });

  it('a row whose message is gone is given up', async () => {
    const row = await answered();
    expect(await send({ ...row, body: JSON.stringify({ seq: 99 }) })).to.have.property('dead');
    expect(await send({ ...row, conversation_id: null })).to.have.property('dead');
  });
});
