import { z } from 'zod';
import { text } from './words.ts';

const phrases = z.strictObject({ zh: z.array(text).default([]), en: z.array(text).default([]) });
const none = { zh: [], en: [] };

/**
 * reception-script.json: the phrases by which one sees that staff did a step of the reception script (greet, listen, answer,
 * serve, thank). Whatever else they say counts as an answer; the phrases of `answer` are short ones that do too.
 */
export const receptionScriptSchema = z.strictObject({
  greet: phrases.default(none),
  listen: phrases.default(none),
  answer: phrases.default(none),
  serve: phrases.default(none),
  thank: phrases.default(none),
});
