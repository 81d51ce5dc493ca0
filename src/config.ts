import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { ANSWER_WITHIN, PLATFORM_API, PLATFORM_LIMITS, type WechatSettings } from '#channels/wechat/settings.ts';
import type { RemoteSettings } from '#understanding/remote/connect.ts';

const wholeNumber = (from: number, to: number) => {
  const error = `must be a whole number from ${from} to ${to}`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(to, { error });
};
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean),
);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));
/** Residents' words and the key travel there: unencrypted only to a container on this machine. */
const serviceUrl = httpUrl.refine(
  (value) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(value),
  'must start with https:// (http:// only for this machine)',
);

const encodingAesKey = z.string().regex(/^[A-Za-z0-9]{43}$/, 'must be the 43 letters and digits of EncodingAESKey');
const HOUR = 60 * 60 * 1000;

/** Every setting: its default, and what it is for. Empty means not set. */
const settings = z.object({
  /** Port the desk listens on. */
  PORT: wholeNumber(0, 65_535).default(3978),
  /** Address the desk listens on; `0.0.0.0` for all. */
  HOST: z.string().default('0.0.0.0'),
  /** Folder of the database, keys and other run-time files. */
  DATA_DIR: z.string().default('data/local'),
  /** Folder of the handbook, when an office keeps its own. */
  HANDBOOK_DIR: z.string().default('data'),
  /** PostgreSQL address; without it one SQLite file in DATA_DIR is used. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  /** Address under which residents and staff reach the desk, when a proxy stands before it. */
  PUBLIC_URL: httpUrl.optional(),
  /** True when a proxy of yours sets X-Forwarded-For; otherwise that header is not believed. */
  TRUST_PROXY: flag.default(false),
  /** Sites that may show the resident's page in a frame, separated by commas. */
  FRAME_ANCESTORS: list.default([]),
  /** Master secret of Direct Line for other servers; without it only the desk's own page gets tokens. */
  DIRECT_LINE_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** How long (milliseconds) the desk waits for the rest of a short message before it answers; 0: each is read by itself. */
  QUIET_MS: wholeNumber(0, 10_000).default(1500),
  /** How much is logged. */
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Azure Bot Service: app id and password mount `/api/messages`. */
  MicrosoftAppId: z.string().optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppType: z.enum(['MultiTenant', 'SingleTenant']).default('SingleTenant'),
  MicrosoftAppTenantId: z.string().optional(),
  /** Hosts that Azure activities may name as their service, separated by commas; `*.` matches subdomains. */
  AZURE_SERVICE_HOSTS: list.default(['smba.trafficmanager.net', '*.botframework.com']),
  /** WeChat Official Account: app id and secret, and the token of the server configuration, mount `/wechat`. */
  WECHAT_APP_ID: z.string().optional(),
  WECHAT_APP_SECRET: z.string().optional(),
  WECHAT_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{3,32}$/, 'must be the 3 to 32 letters and digits of the server configuration')
    .optional(),
  /** EncodingAESKey of the server configuration, and the one before while it is being changed. */
  WECHAT_AES_KEY: encodingAesKey.optional(),
  WECHAT_PREVIOUS_AES_KEY: encodingAesKey.optional(),
  /** As in the server configuration; `plain` lets anybody who saw one address forge messages. */
  WECHAT_MODE: z.enum(['secure', 'compatible', 'plain']).default('secure'),
  /** False for accounts that WeChat has not verified: they may only answer. */
  WECHAT_VERIFIED: flag.default(true),
  /** Address of the platform's API. */
  WECHAT_API_BASE: httpUrl.default(PLATFORM_API),
  /** The account's original id, gh_…; when set, messages to another account are refused. */
  WECHAT_ORIGINAL_ID: z.string().regex(/^gh_/, 'begins with gh_').optional(),
  /** Marks what the desk itself says as written by an automatic assistant. */
  WECHAT_AI_LABEL: flag.default(false),
  /** Template message that says, once the 48 hours are over, that something waits; its fields for words and time. */
  WECHAT_NOTICE_TEMPLATE: z.string().optional(),
  WECHAT_NOTICE_FIELDS: list.default(['thing1', 'time2']),
  /** Messages that may be sent after a resident's message, and for how many hours; the same after a click, in seconds. */
  WECHAT_MESSAGE_QUOTA: wholeNumber(0, 1000).default(PLATFORM_LIMITS.message.count),
  WECHAT_MESSAGE_HOURS: wholeNumber(1, 1000).default(PLATFORM_LIMITS.message.window / HOUR),
  WECHAT_CLICK_QUOTA: wholeNumber(0, 1000).default(PLATFORM_LIMITS.action.count),
  WECHAT_CLICK_SECONDS: wholeNumber(1, 100_000).default(PLATFORM_LIMITS.action.window / 1000),
  /** How duty persons are reached, as in `paging.json` of DATA_DIR, instead of that file. Carries secrets. */
  PAGING_MEANS: z.string().optional(),
  /** LUIS as second reader of messages: residents' words, personal data hidden, go to this address. */
  LUIS_ENDPOINT: serviceUrl.optional(),
  LUIS_KEY: z.string().optional(),
  LUIS_APP_ID: z.guid().optional(),
  LUIS_SLOT: z.enum(['production', 'staging']).optional(),
  /** CLU of Azure AI Language in the same part. */
  CLU_ENDPOINT: serviceUrl.optional(),
  CLU_KEY: z.string().optional(),
  CLU_PROJECT: z.string().optional(),
  CLU_DEPLOYMENT: z.string().optional(),
  /** When LUIS or CLU is asked: only where the desk would have to ask back, or first for every message. */
  REMOTE_RECOGNIZER_WHEN: z.enum(['unsure', 'first']).default('unsure'),
});

/** The settings of this process, checked and frozen. */
export type Config = Readonly<{
  port: number;
  host: string;
  dataDir: string;
  handbookDir: string;
  databaseUrl?: string;
  publicUrl?: string;
  trustProxy: boolean;
  frameAncestors: readonly string[];
  quietMs: number;
  directLineSecret?: string;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  azure?: Readonly<{
    appId: string;
    password: string;
    type: string;
    tenantId?: string;
    serviceHosts: readonly string[];
  }>;
  wechat?: Readonly<WechatSettings>;
  /** `paging.json` as a setting; else the file counts. */
  pagingMeans?: string;
  /** Absent: no word leaves the desk. */
  remoteRecognizer?: Readonly<RemoteSettings>;
}>;

/** A setting that cannot be used; the message names it. */
export class ConfigError extends Error {}

/**
 * Reads the environment once.
 * @throws ConfigError that names each bad setting
 */
export function readConfig(env: Record<string, string | undefined>, root = process.cwd()): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const s = parsed.data;
  const folder = (path: string) => (isAbsolute(path) ? path : resolve(root, path));
  return Object.freeze({
    port: s.PORT,
    host: s.HOST,
    dataDir: folder(s.DATA_DIR),
    handbookDir: folder(s.HANDBOOK_DIR),
    databaseUrl: s.DATABASE_URL,
    publicUrl: s.PUBLIC_URL,
    trustProxy: s.TRUST_PROXY,
    frameAncestors: s.FRAME_ANCESTORS,
    quietMs: s.QUIET_MS,
    directLineSecret: s.DIRECT_LINE_SECRET,
    logLevel: s.LOG_LEVEL,
    azure: azureOf(s),
    wechat: wechatOf(s),
    pagingMeans: s.PAGING_MEANS,
    remoteRecognizer: remoteOf(s),
  });
}

function azureOf(s: z.output<typeof settings>): Config['azure'] {
  const { MicrosoftAppId: appId, MicrosoftAppPassword: password } = s;
  if (!appId && !password) return undefined;
  if (!appId || !password)
    throw new ConfigError(`${appId ? 'MicrosoftAppPassword' : 'MicrosoftAppId'}: is missing; both are needed.`);
  if (s.MicrosoftAppType === 'SingleTenant' && !s.MicrosoftAppTenantId) {
    throw new ConfigError('MicrosoftAppTenantId: is missing; an app of one tenant needs it.');
  }
  return Object.freeze({
    appId,
    password,
    type: s.MicrosoftAppType,
    tenantId: s.MicrosoftAppTenantId,
    serviceHosts: s.AZURE_SERVICE_HOSTS,
  });
}

function wechatOf(s: z.output<typeof settings>): Config['wechat'] {
  const { WECHAT_APP_ID, WECHAT_APP_SECRET, WECHAT_TOKEN } = s;
  const needed = complete({ WECHAT_APP_ID, WECHAT_APP_SECRET, WECHAT_TOKEN }, s.WECHAT_AES_KEY);
  if (!needed) return undefined;
  if (s.WECHAT_MODE !== 'plain' && !s.WECHAT_AES_KEY) {
    throw new ConfigError('WECHAT_AES_KEY: is missing; only WECHAT_MODE=plain does without.');
  }
  return Object.freeze({
    appId: needed.WECHAT_APP_ID,
    appSecret: needed.WECHAT_APP_SECRET,
    token: needed.WECHAT_TOKEN,
    aesKey: s.WECHAT_AES_KEY,
    previousAesKey: s.WECHAT_PREVIOUS_AES_KEY,
    mode: s.WECHAT_MODE,
    verified: s.WECHAT_VERIFIED,
    apiBase: s.WECHAT_API_BASE,
    originalId: s.WECHAT_ORIGINAL_ID,
    aiLabel: s.WECHAT_AI_LABEL,
    noticeTemplate: s.WECHAT_NOTICE_TEMPLATE,
    noticeFields: s.WECHAT_NOTICE_FIELDS,
    limits: {
      message: { count: s.WECHAT_MESSAGE_QUOTA, window: s.WECHAT_MESSAGE_HOURS * HOUR },
      action: { count: s.WECHAT_CLICK_QUOTA, window: s.WECHAT_CLICK_SECONDS * 1000 },
    },
    answerWithin: ANSWER_WITHIN,
  });
}

function remoteOf(s: z.output<typeof settings>): Config['remoteRecognizer'] {
  const when = s.REMOTE_RECOGNIZER_WHEN;
  const luis = complete(
    { LUIS_ENDPOINT: s.LUIS_ENDPOINT, LUIS_KEY: s.LUIS_KEY, LUIS_APP_ID: s.LUIS_APP_ID },
    s.LUIS_SLOT,
  );
  const clu = complete({
    CLU_ENDPOINT: s.CLU_ENDPOINT,
    CLU_KEY: s.CLU_KEY,
    CLU_PROJECT: s.CLU_PROJECT,
    CLU_DEPLOYMENT: s.CLU_DEPLOYMENT,
  });
  if (luis && clu) throw new ConfigError('CLU_ENDPOINT: LUIS_ENDPOINT is set too; only one of the two can be asked.');
  if (luis) {
    const { LUIS_ENDPOINT: endpoint, LUIS_KEY: key, LUIS_APP_ID: appId } = luis;
    return Object.freeze({ service: 'luis', when, endpoint, key, appId, slot: s.LUIS_SLOT ?? 'production' });
  }
  if (!clu) return undefined;
  const { CLU_ENDPOINT: endpoint, CLU_KEY: key, CLU_PROJECT: project, CLU_DEPLOYMENT: deployment } = clu;
  return Object.freeze({ service: 'clu', when, endpoint, key, project, deployment });
}

/** Settings that belong together: undefined when none is set, otherwise all of them; `more` belongs to them and has a default. */
function complete<K extends string>(
  needed: Record<K, string | undefined>,
  more?: string,
): Record<K, string> | undefined {
  const names = Object.keys(needed) as K[];
  const missing = names.filter((name) => needed[name] === undefined);
  if (missing.length === names.length && more === undefined) return undefined;
  if (missing.length > 0) {
    throw new ConfigError(
      missing.map((name) => `${name}: is missing; ${names.join(', ')} are needed together.`).join('\n'),
    );
  }
  return needed as Record<K, string>;
}
