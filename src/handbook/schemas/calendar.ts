import { z } from 'zod';
import { because, bilingual, day, listOf, text } from './words.ts';

const holiday = z.strictObject({ name: bilingual, from: day, to: day }).refine(({ from, to }) => from <= to, {
  path: ['to'],
  ...because('bad-value', '结束早于开始', 'ends before it starts'),
});

const year = z
  .strictObject({ source: text, holidays: z.array(holiday), makeUpWorkdays: listOf(day, (date) => date) })
  .superRefine(({ holidays, makeUpWorkdays }, context) => {
    for (const [at, date] of makeUpWorkdays.entries()) {
      if (holidays.every(({ from, to }) => date < from || date > to)) continue;
      const refusal = because('bad-value', '这一天已列为放假', 'this day is listed as a holiday');
      context.addIssue({ code: 'custom', path: ['makeUpWorkdays', at], ...refusal });
    }
  });

/** calendar.json: public holidays and make-up workdays (调休) year by year. A year that is absent is "not entered". */
export const calendarSchema = z
  .strictObject({ years: z.record(z.string().regex(/^20\d\d$/), year) })
  .superRefine(({ years }, context) => {
    for (const [name, { holidays, makeUpWorkdays }] of Object.entries(years)) {
      const dates = [...holidays.flatMap(({ from, to }) => [from, to]), ...makeUpWorkdays];
      if (dates.every((date) => isOfYear(date, Number(name)))) continue;
      const refusal = because('bad-value', '有日期不属于这一年', 'a date is not of this year');
      context.addIssue({ code: 'custom', path: ['years', name], ...refusal });
    }
  });

/** New Year's holiday may begin in the last days of the year before. */
function isOfYear(date: string, wanted: number): boolean {
  return date >= `${wanted - 1}-12-25` && date <= `${wanted}-12-31`;
}
