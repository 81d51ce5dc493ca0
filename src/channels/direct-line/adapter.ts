import { type Activity, BotAdapter, type ConversationReference, type ResourceResponse, TurnContext } from 'botbuilder';

type Logic = (context: TurnContext) => Promise<void>;

/** Puts one reply into the conversation and answers its id. Typing is to be passed on, not kept. */
export type Append = (activity: Partial<Activity>) => Promise<{ id: string }>;

/**
 * Runs a bot in place: no HTTP between the Direct Line service and the bot. Traces stay here, since they hold the
 * inside of the bot and would reach residents.
 */
export class DirectLineAdapter extends BotAdapter {
  readonly #append: Append;

  constructor(append: Append) {
    super();
    this.#append = append;
  }

  /** One turn; rejects with what the bot or the middleware threw. */
  async process(activity: Partial<Activity>, logic: Logic): Promise<void> {
    await this.runMiddleware(new TurnContext(this, activity), logic);
  }

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const sent: ResourceResponse[] = [];
    // One after the other: the order of the replies is the order in which they were said.
    for (const activity of activities) sent.push(await this.#send(activity));
    return sent;
  }

  async #send(activity: Partial<Activity>): Promise<ResourceResponse> {
    if (activity.type === 'delay') await new Promise((resolve) => setTimeout(resolve, Number(activity.value) || 0));
    if (activity.type === 'delay' || activity.type === 'trace') return { id: '' };
    const { serviceUrl: _serviceUrl, ...said } = activity;
    const from = { id: 'bot', ...activity.from, role: 'bot' } as Activity['from'];
    return this.#append({ ...said, from, timestamp: new Date() });
  }

  override async updateActivity(): Promise<void> {
    throw new Error('Direct Line cannot change what has been shown.');
  }

  override async deleteActivity(): Promise<void> {
    throw new Error('Direct Line cannot take back what has been shown.');
  }

  override async continueConversation(reference: Partial<ConversationReference>, logic: Logic): Promise<void> {
    const event = { type: 'event', name: 'continueConversation' };
    await this.process(TurnContext.applyConversationReference(event, reference, true), logic);
  }
}
