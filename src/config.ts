import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

const wholeNumber = (from: number, to: number) => z.coerce.number().int().min(from).max(to);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean),
);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));

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
  /** How much is logged. */
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Azure Bot Service: app id and password mount `/api/messages`. */
  MicrosoftAppId: z.string().optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppType: z.enum(['MultiTenant', 'SingleTenant']).default('SingleTenant'),
  MicrosoftAppTenantId: z.string().optional(),
  /** Hosts that Azure activities may name as their service, separated by commas; `*.` matches subdomains. */
  AZURE_SERVICE_HOSTS: list.default(['smba.trafficmanager.net', '*.botframework.com']),
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
  directLineSecret?: string;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  azure?: Readonly<{
    appId: string;
    password: string;
    type: string;
    tenantId?: string;
    serviceHosts: readonly string[];
  }>;
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
    directLineSecret: s.DIRECT_LINE_SECRET,
    logLevel: s.LOG_LEVEL,
    azure: azureOf(s),
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
