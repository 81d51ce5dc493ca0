import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const swagger = JSON.parse(readFileSync(new URL('./fixtures/directline-3.0.swagger.json', import.meta.url), 'utf8'));

// The published schema calls these objects, though strings are normal in both.
for (const name of ['Activity', 'CardAction']) swagger.definitions[name].properties.value = {};

const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'directline', definitions: swagger.definitions });

/** The schema makes hardly anything required; these are the fields no client can do without. */
const REQUIRED: Record<string, string[]> = {
  ActivitySet: ['activities', 'watermark'],
  ResourceResponse: ['id'],
  ErrorResponse: ['error'],
};

/** What is wrong with the value by Microsoft's own description of Direct Line; undefined if nothing is. */
export function faultsIn(
  definition: string,
  value: unknown,
  required = REQUIRED[definition] ?? [],
): string | undefined {
  const missing = required.filter((name) => !Object.hasOwn(value as object, name));
  if (missing.length > 0) return `missing: ${missing.join(', ')}`;
  const valid = ajv.validate({ $ref: `directline#/definitions/${definition}` }, value);
  return valid ? undefined : ajv.errorsText();
}
