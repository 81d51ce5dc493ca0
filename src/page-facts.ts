import type { Handbook } from '#handbook/handbook.ts';
import { isOpen } from '#handbook/hours.ts';
import type { Clock } from '#records/clock.ts';
import type { ShellFacts } from '#web/chat/shell.ts';

/** What the resident's page shows before any script runs, from the handbook. Undefined for an unknown estate. */
export function pageFacts(
  handbook: Handbook,
  estateId: string | undefined,
  locale: string,
  clock: Clock,
): ShellFacts | undefined {
  const estate = estateId ? handbook.estate(estateId) : handbook.estates()[0];
  if (!estate) return undefined;
  const { office, quickTopics } = estate;
  const language = locale === 'en' ? 'en' : 'zh';
  return {
    estateId: estate.id,
    officeName: office.name,
    hours: office.hours.weekly.mon.join(' '),
    openNow: isOpen(estate, handbook.common(), clock.now()),
    phones: { reception: office.phones.reception.number, night: office.phones.night.number },
    topics: quickTopics.topics.map((topic) => ({
      key: topic.key,
      label: topic.label[language],
      says: topic.says[language],
    })),
    fictional: office.fictional,
  };
}
