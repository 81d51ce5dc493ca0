import { type Activity, BotAdapter, type ResourceResponse } from 'botbuilder';

/** Takes what a turn sends and holds it: nothing leaves before the turn is committed. */
export class CollectingAdapter extends BotAdapter {
  readonly sent: Partial<Activity>[] = [];
  readonly #nextId: (index: number) => string;

  constructor(nextId: (index: number) => string) {
    super();
    this.#nextId = nextId;
  }

  override async sendActivities(_: unknown, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return activities.map((activity) => {
      if (activity.type === 'trace' || activity.type === 'delay') return { id: '' };
      this.sent.push(activity);
      return { id: this.#nextId(this.sent.length - 1) };
    });
  }

  override async updateActivity(): Promise<void> {
    throw new Error('What was said to a resident stays as it was said.');
  }

  override async deleteActivity(): Promise<void> {
    throw new Error('What was said to a resident stays as it was said.');
  }

  override async continueConversation(): Promise<void> {
    throw new Error('A conversation goes on through its log.');
  }
}
