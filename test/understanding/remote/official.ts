import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Asked } from './asked.ts';

const description = JSON.parse(readFileSync('test/understanding/luis/fixtures/luis-runtime-v3.0.json', 'utf8'));
const ajv = new Ajv({ strict: false, validateFormats: true, allErrors: true });
ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/);
for (const format of ['float', 'int32']) ajv.addFormat(format, { type: 'number', validate: () => true });
ajv.addSchema(description, 'luis', false, false);

const luisRequest = ajv.compile({ $ref: 'luis#/definitions/PredictionRequest' });
const luisResponse = ajv.compile({ $ref: 'luis#/definitions/PredictionResponse' });

/** CLU as Microsoft documents it for version 2023-04-01, in our words: the parts this desk sends and reads. */
const text = { type: 'string' };
const object = (properties: object, required = Object.keys(properties)) => ({ type: 'object', properties, required });
const cluRequest = ajv.compile({
  ...object({
    kind: { const: 'Conversation' },
    analysisInput: object({
      conversationItem: {
        ...object({ id: text, participantId: text, text, language: text, modality: { const: 'text' } }),
        additionalProperties: false,
      },
    }),
    parameters: object({
      projectName: text,
      deploymentName: text,
      stringIndexType: { enum: ['TextElements_v8', 'UnicodeCodePoint', 'Utf16CodeUnit'] },
      verbose: { type: 'boolean' },
      isLoggingEnabled: { type: 'boolean' },
    }),
  }),
  additionalProperties: false,
});
const score = { type: 'number', minimum: 0, maximum: 1 };
const place = { type: 'integer', minimum: 0 };
const cluResponse = ajv.compile(
  object({
    kind: { const: 'ConversationResult' },
    result: object({
      query: text,
      prediction: object({
        projectKind: { const: 'Conversation' },
        topIntent: text,
        intents: { type: 'array', items: object({ category: text, confidenceScore: score }) },
        entities: {
          type: 'array',
          items: object({ category: text, text, offset: place, length: place, confidenceScore: score }),
        },
      }),
    }),
  }),
);

/** Everything the official description has against an exchange: its path, query, request body and response body. */
export function luisProblems({ url, body }: Asked, response: unknown): string[] {
  const path = url.pathname.replace(/^\/luis\/(?:prediction\/)?v3\.0/, '');
  const operation = description.paths['/apps/{appId}/slots/{slotName}/predict'].post;
  const known: string[] = operation.parameters.filter((one: { in: string }) => one.in === 'query').map(nameOf);
  return [
    ...(/^\/apps\/[0-9a-f-]{36}\/slots\/[a-z]+\/predict$/.test(path) ? [] : [`path ${path}`]),
    ...[...url.searchParams]
      .filter(([name, value]) => !known.includes(name) || !/^(?:true|false)$/.test(value))
      .map(([name]) => `query ${name}`),
    ...against(luisRequest, body),
    ...against(luisResponse, response),
  ];
}

/** What the documentation of CLU has against an exchange. */
export function cluProblems({ url, body }: Asked, response: unknown): string[] {
  return [
    ...(url.searchParams.get('api-version') === '2023-04-01' ? [] : ['api-version']),
    ...against(cluRequest, body),
    ...against(cluResponse, response),
  ];
}

const nameOf = (parameter: { name: string }): string => parameter.name;

function against(validate: ValidateFunction, body: unknown): string[] {
  return validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
