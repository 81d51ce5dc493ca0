import type { Contents } from './documents.ts';
import { answerGaps } from './report-answers.ts';
import { commonGaps } from './report-common.ts';
import { dangerPhones, dutyGaps, lateChatGaps } from './report-danger.ts';
import { type Gap, type Looking, MEANINGS } from './report-gap.ts';
import { officeGaps } from './report-office.ts';
import { textGaps } from './report-texts.ts';

/** Everything an office has not filled in, or should not say, with what it means for residents; the worst first. */
export function gapsOf(contents: Contents, looking: Looking): Gap[] {
  const { common, estates } = contents;
  const gaps = [
    ...commonGaps(common, looking),
    ...[...estates.values()].flatMap((estate) =>
      [dutyGaps, dangerPhones, lateChatGaps, officeGaps, answerGaps].flatMap((report) =>
        report(estate, common, looking),
      ),
    ),
    ...textGaps(contents),
  ];
  return MEANINGS.flatMap((meaning) => gaps.filter((gap) => gap.meaning === meaning));
}
