import { z } from 'zod';
import type { TimeValue } from '../recognizer.ts';
import type { RemoteValue } from '../remote/remote-service.ts';
import { isoOf, wallClock } from './wall-clock.ts';

/** When and where the message was written. */
export interface Clockwork {
  now: Date;
  timeZone: string;
}

const face = z.object({ value: z.string().optional(), start: z.string().optional(), end: z.string().optional() });
const dateTime = z.object({
  type: z.string(),
  // Older apps put the resolution beside the timex, newer ones in a list under it.
  values: z.array(face.extend({ timex: z.string().default(''), resolution: z.array(face).optional() })),
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A stretch on the wall clock, in milliseconds as if it were UTC; open at a side that the words left open. */
interface Stretch {
  from?: number;
  to?: number;
  timex: string;
}

/** Reads a `datetimeV2` value; of a past and a coming reading the coming one. Undefined for sets ("every Monday") and what was not resolved. */
export function readDateTime(value: unknown, { now, timeZone }: Clockwork): RemoteValue | undefined {
  const { type, values } = dateTime.safeParse(value).data ?? { type: '', values: [] };
  const faces = values.flatMap(({ timex, resolution, ...inline }) =>
    (resolution ?? [inline]).map((one) => ({ ...one, timex })),
  );
  if (type === 'duration') {
    const seconds = Number(faces[0]?.value);
    return seconds > 0 ? { kind: 'duration', minutes: seconds / 60 } : undefined;
  }
  const wall = wallClock(now, timeZone).getTime();
  const stretches = faces.map((one) => stretchOf(type, one, wall)).filter((one) => one !== undefined);
  const chosen = stretches.find(({ to, from }) => (to ?? from ?? 0) >= wall) ?? stretches.at(-1);
  return chosen && { kind: 'time', time: timeOf(type, chosen, wall, timeZone) };
}

type Face = z.output<typeof face> & { timex: string };

function stretchOf(type: string, { value, start, end, timex }: Face, wall: number): Stretch | undefined {
  switch (type) {
    case 'date': {
      const from = momentOf(value, wall);
      return from === undefined ? undefined : { from, to: from + DAY, timex };
    }
    case 'time':
    case 'datetime': {
      const from = momentOf(value, wall);
      return from === undefined ? undefined : { from, to: from, timex };
    }
    case 'daterange':
    case 'timerange':
    case 'datetimerange': {
      const from = momentOf(start, wall);
      const to = momentOf(end, wall);
      if (from === undefined && to === undefined) return undefined;
      // From ten in the evening to two: the end is on the next day.
      return { from, to: from !== undefined && to !== undefined && to < from ? to + DAY : to, timex };
    }
    default:
      return undefined;
  }
}

/** `2026-11-24`, `2026-11-24 14:00:00` or `14:00:00`; a time alone is the next one, half an hour's grace given. */
function momentOf(text: string | undefined, wall: number): number | undefined {
  const match = /^(?:(\d{4}-\d{2}-\d{2})(?:[ T]|$))?(?:(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text ?? '');
  if (!match || match[0] === '') return undefined;
  const [, date, hours = '0', minutes = '0', seconds = '0'] = match;
  const clock = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * 1000;
  if (!date) {
    const today = Math.floor(wall / DAY) * DAY + clock;
    return today < wall - 30 * MINUTE ? today + DAY : today;
  }
  const day = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(day) ? undefined : day + clock;
}

function timeOf(type: string, { from, to, timex }: Stretch, wall: number, timeZone: string): TimeValue {
  return {
    ...(from === undefined ? {} : { from: isoOf(from, timeZone) }),
    ...(to === undefined ? {} : { to: isoOf(to, timeZone) }),
    granularity: granularityOf(type, timex),
    direction: directionOf(type, from ?? wall, to ?? Number.POSITIVE_INFINITY, wall),
  };
}

function granularityOf(type: string, timex: string): TimeValue['granularity'] {
  if (type === 'time' || type === 'datetime') return 'minute';
  if (type === 'timerange' || type === 'datetimerange')
    return /T(?:MO|AF|EV|NI|DT|MI)$/.test(timex) ? 'part' : 'minute';
  if (/^(?:\d{4}|XXXX)-W/.test(timex)) return 'week';
  return /^(?:\d{4}|XXXX)-\d{2}$/.test(timex) ? 'month' : 'day';
}

function directionOf(type: string, from: number, to: number, wall: number): TimeValue['direction'] {
  if (from > wall) return 'future';
  if (to <= wall) return 'past';
  return type === 'date' ? 'future' : 'now';
}
