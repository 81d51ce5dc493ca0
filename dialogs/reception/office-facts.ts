import { isOpen } from '#handbook/hours.ts';
import { type DeskTurn, inLanguage } from '../desk-turn.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Hours, phones and address, straight from the handbook; what is empty there is not said. */
export function officeFacts(turn: DeskTurn): string {
  const { say, estate, common, clock } = turn;
  const { phones, address, hours } = estate.office;
  const lines = [say('reception:address', { address: inLanguage(turn, address) })];
  const open = isOpen(estate, common, clock.now());
  if (Object.values(hours.weekly).some((day) => day.length > 0))
    lines.unshift(say(open ? 'reception:openNow' : 'reception:closedNow', { hours: hoursText(turn) }));
  if (phones.reception.number) lines.push(say('reception:receptionPhone', { number: phones.reception.number }));
  if (phones.night.number) lines.push(say('reception:nightPhone', { number: phones.night.number }));
  return lines.join('\n');
}

/** Weekly hours in words: days that are alike are said together. */
export function hoursText({ estate, say }: Pick<DeskTurn, 'estate' | 'say'>): string {
  const { weekly } = estate.office.hours;
  const groups: { from: string; to: string; hours: string }[] = [];
  for (const day of DAYS) {
    const hours = weekly[day].join(say('asking:comma'));
    const last = groups.at(-1);
    if (last && last.hours === hours) last.to = day;
    else groups.push({ from: day, to: day, hours });
  }
  return groups
    .map(({ from, to, hours }) => {
      const days =
        from === to
          ? say(`reception:day.${from}`)
          : say('reception:days', { from: say(`reception:day.${from}`), to: say(`reception:day.${to}`) });
      return hours ? say('reception:dayHours', { days, hours }) : say('reception:dayClosed', { days });
    })
    .join(say('asking:semicolon'));
}
