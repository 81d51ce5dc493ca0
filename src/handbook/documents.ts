import type { z } from 'zod';
import { calendarSchema } from './schemas/calendar.ts';
import { commonPlacesSchema } from './schemas/common-places.ts';
import { complaintSchema } from './schemas/complaint.ts';
import { desksSchema } from './schemas/desks.ts';
import { dutySchema } from './schemas/duty.ts';
import { emergencySchema } from './schemas/emergency.ts';
import { emergencyLinesSchema } from './schemas/emergency-lines.ts';
import { estateMoveInSchema } from './schemas/estate-move-in.ts';
import { factsSchema } from './schemas/facts.ts';
import { faultWordsSchema } from './schemas/fault-words.ts';
import { knowledgeSchema, ownKnowledgeSchema } from './schemas/knowledge.ts';
import { moveInSchema } from './schemas/move-in.ts';
import { noticesSchema } from './schemas/notices.ts';
import { officeSchema } from './schemas/office.ts';
import { phrasesSchema } from './schemas/phrases.ts';
import { postsSchema } from './schemas/posts.ts';
import { privacySchema } from './schemas/privacy.ts';
import { profileSchema } from './schemas/profile.ts';
import { quickTopicsSchema } from './schemas/quick-topics.ts';
import { receptionScriptSchema } from './schemas/reception-script.ts';
import { registerSchema } from './schemas/register.ts';
import { repairSchema } from './schemas/repair.ts';
import { repliesSchema } from './schemas/replies.ts';
import { retentionSchema } from './schemas/retention.ts';
import { safetyLinesSchema } from './schemas/safety-lines.ts';
import { staffWordsSchema } from './schemas/staff-words.ts';
import { tariffSchema } from './schemas/tariff.ts';
import { wordingsSchema } from './schemas/wordings.ts';

/** The documents of `common/`, by file name without `.json`. All but `knowledge`, `complaint`, `move-in`, `repair`, `replies`, `staff-words`, `wordings` and `reception-script` are needed: without them danger is not recognised. */
export const commonDocuments = {
  'emergency-lines': emergencyLinesSchema,
  'safety-lines': safetyLinesSchema,
  emergency: emergencySchema,
  'fault-words': faultWordsSchema,
  phrases: phrasesSchema,
  calendar: calendarSchema,
  knowledge: knowledgeSchema,
  complaint: complaintSchema,
  'move-in': moveInSchema,
  repair: repairSchema,
  replies: repliesSchema,
  'staff-words': staffWordsSchema,
  wordings: wordingsSchema,
  'reception-script': receptionScriptSchema,
};

/** The documents of `estates/<id>/`. Only office.json is needed; an estate that is being set up has the others empty. */
export const estateDocuments = {
  office: officeSchema,
  register: registerSchema,
  'common-places': commonPlacesSchema,
  profile: profileSchema,
  privacy: privacySchema,
  tariff: tariffSchema,
  'quick-topics': quickTopicsSchema,
  duty: dutySchema,
  posts: postsSchema,
  desks: desksSchema,
  notices: noticesSchema,
  facts: factsSchema,
  'move-in': estateMoveInSchema,
  knowledge: ownKnowledgeSchema,
  replies: repliesSchema,
  retention: retentionSchema,
};

/** What holds on every estate. Frozen; a new edit brings a new object. */
export interface Common {
  readonly emergencyLines: z.output<typeof emergencyLinesSchema>;
  readonly safetyLines: z.output<typeof safetyLinesSchema>;
  readonly emergency: z.output<typeof emergencySchema>;
  readonly faultWords: z.output<typeof faultWordsSchema>;
  readonly phrases: z.output<typeof phrasesSchema>;
  readonly calendar: z.output<typeof calendarSchema>;
  readonly knowledge: z.output<typeof knowledgeSchema>;
  readonly complaint: z.output<typeof complaintSchema>;
  readonly moveIn: z.output<typeof moveInSchema> | undefined;
  readonly repair: z.output<typeof repairSchema>;
  readonly replies: z.output<typeof repliesSchema>;
  readonly staffWords: z.output<typeof staffWordsSchema>;
  readonly wordings: z.output<typeof wordingsSchema>;
  readonly receptionScript: z.output<typeof receptionScriptSchema>;
}

/** One estate with its documents. Frozen; a new edit brings a new object. */
export interface Estate {
  readonly id: string;
  readonly office: z.output<typeof officeSchema>;
  readonly register: z.output<typeof registerSchema>;
  readonly commonPlaces: z.output<typeof commonPlacesSchema>;
  readonly profile: z.output<typeof profileSchema>;
  readonly privacy: z.output<typeof privacySchema>;
  readonly tariff: z.output<typeof tariffSchema>;
  readonly quickTopics: z.output<typeof quickTopicsSchema>;
  readonly duty: z.output<typeof dutySchema>;
  readonly posts: z.output<typeof postsSchema>;
  readonly desks: z.output<typeof desksSchema>;
  readonly notices: z.output<typeof noticesSchema>;
  readonly facts: z.output<typeof factsSchema>;
  readonly moveIn: z.output<typeof estateMoveInSchema>;
  readonly knowledge: z.output<typeof ownKnowledgeSchema>;
  readonly replies: z.output<typeof repliesSchema>;
  readonly retention: z.output<typeof retentionSchema>;
}

/** The whole handbook in force; estates by id. */
export interface Contents {
  readonly common: Common;
  readonly estates: ReadonlyMap<string, Estate>;
}

/** Where a document belongs: `common/calendar.json` or `estates/qinghu/office.json`. */
export interface DocumentPlace {
  readonly schema: z.ZodType;
  readonly name: string;
  /** Absent for the documents of `common/`. */
  readonly estate?: string;
}

const folderName = /^[a-z][a-z0-9-]{0,39}$/;

/** True for a name that an estate's folder, and so its id, may have. */
export function isEstateId(name: string): boolean {
  return folderName.test(name);
}

/** The document at a path relative to the handbook folder; undefined for any other path, `..` and `\` included. */
export function placeOfDocument(file: string): DocumentPlace | undefined {
  const [, estate, name = ''] = /^(?:common|estates\/([^/]+))\/([a-z-]+)\.json$/.exec(file) ?? [];
  if (estate !== undefined && !isEstateId(estate)) return undefined;
  const schemas: Record<string, z.ZodType> = estate === undefined ? commonDocuments : estateDocuments;
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  return schema && { schema, name, estate };
}
