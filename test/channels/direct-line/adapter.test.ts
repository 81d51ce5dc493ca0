import type { Activity, ConversationReference } from 'botbuilder';
import { ActivityTypes, TurnContext } from 'botbuilder';
import { expect } from 'chai';
import { DirectLineAdapter } from '#channels/direct-line/adapter.ts';

describe('A bot that runs in place', () => {
  let said: Partial<Activity>[];
  let adapter: DirectLineAdapter;

  beforeEach(() => {
    said = [];
    adapter = new DirectLineAdapter(async (activity) => ({ id: `r${said.push(activity)}` }));
  });

  const incoming: Partial<Activity> = {
    type: 'message',
    id: 'm1',
    text: 'hello',
    channelId: 'directline',
    serviceUrl: 'http://inside.example',
    conversation: { id: 'c1' } as Activity['conversation'],
    from: { id: 'dl_lin', name: '林', role: 'user' } as Activity['from'],
  };

  it('answers the message it got, in its own role, in the order it spoke, without traces and pauses', async () => {
    let ids: (string | undefined)[] = [];
    await adapter.process(incoming, async (context) => {
      const sent = await context.sendActivities([
        { type: ActivityTypes.Message, text: 'one' },
        { type: 'delay', value: 1 },
        { type: ActivityTypes.Trace, name: 'inside' },
        { type: ActivityTypes.Message, text: 'two' },
      ]);
      ids = sent.map(({ id }) => id);
    });
    expect(said.map(({ text }) => text)).to.deep.equal(['one', 'two']);
    expect(ids).to.deep.equal(['r1', '', '', 'r2']);
    for (const activity of said) {
      expect(activity).to.include({ replyToId: 'm1' }).and.not.have.property('serviceUrl');
      expect(activity.from).to.include({ role: 'bot' });
      expect(activity.recipient).to.include({ id: 'dl_lin' });
    }
  });

  it('runs its middleware, and lets the caller know what went wrong', async () => {
    adapter.use(async (_context, next) => next());
    const failed = adapter.process(incoming, async () => {
      throw new Error('the bot stumbled');
    });
    expect(await failed.catch(({ message }) => message)).to.equal('the bot stumbled');
  });

  it('can speak first, later on', async () => {
    const reference = TurnContext.getConversationReference(incoming) as Partial<ConversationReference>;
    await adapter.continueConversation(reference, async (context) => {
      await context.sendActivity('your repair is done');
    });
    expect(said).to.have.length(1);
    expect(said[0]?.conversation?.id).to.equal('c1');
  });

  it('cannot change or take back what was shown', async () => {
    expect(await adapter.updateActivity().catch(({ message }) => message)).to.contain('cannot change');
    expect(await adapter.deleteActivity().catch(({ message }) => message)).to.contain('cannot take back');
  });
});
