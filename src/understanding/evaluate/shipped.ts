import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDetector } from '../emergency/detect.ts';
import type { EmergencyRules } from '../emergency/patterns.ts';
import { extract } from '../entities/extract.ts';
import { type FaultWords, lexicons } from '../entities/words.ts';
import type { Fit, FitOptions } from '../local/fit.ts';
import { train } from '../local/train.ts';
import type { RecognizeContext, Understood } from '../recognizer.ts';
import { understand } from '../understand.ts';

/** The shipped recognizer, fitted here and now so that the fit can be looked into. */
export interface Shipped {
  fit: Fit;
  recognize: (text: string, locale: RecognizeContext['locale']) => Understood;
}

/** Fits the examples of a handbook folder and puts rules, entities and model together as the desk does. */
export function fitShipped(dir: string, options: FitOptions = {}): Shipped {
  const json = <T>(name: string): T => JSON.parse(readFileSync(join(dir, name), 'utf8')) as T;
  const faultWords = json<FaultWords>('fault-words.json');
  const fit = train({ dirs: [dir], faultWords }, options);
  const ready = lexicons(faultWords);
  const detect = createDetector(json<EmergencyRules>('emergency.json'));
  const recognize = (text: string, locale: RecognizeContext['locale']): Understood => {
    const context: RecognizeContext = { locale, now: new Date(), timeZone: 'Asia/Shanghai' };
    return understand(text, context, { model: fit.model, detect, extract: (part) => extract(part, context, ready) });
  };
  return { fit, recognize };
}
