import { z } from 'zod';
import { expandCodes } from '../code-range.ts';
import { expandRegister, homesOnLine } from '../register-homes.ts';
import { because, text } from './words.ts';

const codes = z
  .string()
  .refine(
    (notation) => expandCodes(notation) !== undefined,
    because('bad-value', '应写成 1-18、01-04、A-F 或 1,3,5', 'write it as 1-18, 01-04, A-F or 1,3,5'),
  );

/** How a part is said, with {} where its code goes: {}栋 / Building {}. */
const pattern = text.refine((value) => value.includes('{}'), because('bad-value', '要含有 {}', 'must contain {}'));
const spoken = z.strictObject({ zh: pattern, en: pattern });

const naming = z
  .strictObject({
    building: spoken.optional(),
    unit: spoken.optional(),
    floor: spoken.optional(),
    room: spoken.optional(),
  })
  .default({});

const line = z.strictObject({
  building: codes,
  unit: codes.optional(),
  floor: codes.optional(),
  room: codes.optional(),
  /** `joined`: floor 5 and room 01 are called 501. `separate`: they are said one after the other, 5-01. */
  numbers: z.enum(['joined', 'separate']).default('joined'),
  /** Homes that do not exist, as called inside their unit: 1804, or 18-04 where floors are said separately. */
  except: z.array(text).default([]),
  naming,
});

/** More homes than any one estate has; beyond it somebody mistyped a range. */
const mostHomes = 200_000;

/** register.json: every home of the estate, one line for each group of buildings built alike. */
export const registerSchema = z
  .strictObject({ naming, lines: z.array(line).default([]) })
  .superRefine((register, context) => {
    const counted = register.lines.map(homesOnLine);
    if (counted.reduce((sum, count) => sum + count, 0) > mostHomes) {
      const refusal = because(
        'bad-value',
        `超过 ${mostHomes} 户，请检查范围`,
        `more than ${mostHomes} homes; check the ranges`,
      );
      context.addIssue({ code: 'custom', path: ['lines'], ...refusal });
      return;
    }
    const { duplicates, unusedExceptions } = expandRegister(register);
    for (const { line: at, code } of duplicates.slice(0, 20)) {
      const refusal = because('duplicate', `${code} 出现了两次`, `${code} is there twice`);
      context.addIssue({ code: 'custom', path: ['lines', at], ...refusal });
    }
    for (const { line: at, exception } of unusedExceptions) {
      const refusal = because('unknown-reference', '这一行没有这一户', 'there is no such home on this line');
      context.addIssue({ code: 'custom', path: ['lines', at, 'except', exception], ...refusal });
    }
  });

/** register.json as it is in force. */
export type Register = z.output<typeof registerSchema>;
