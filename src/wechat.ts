import { type AccessToken, createAccessToken, withToken } from '#channels/wechat/access-token.ts';
import { getJson, postJson } from '#channels/wechat/api.ts';
import { ApiRefusal, NoAnswer, NotReached } from '#channels/wechat/error-codes.ts';
import { systemClock } from '#records/clock.ts';
import { openStorage } from '#storage/open.ts';
import { type Config, ConfigError, readConfig } from './config.ts';

const USAGE = `微信公众号 WeChat Official Account
  npm run wechat -- doctor   检查设置和连接，逐条说明在微信后台怎么改
  npm run wechat -- menu     发布自定义菜单（报修、查进度、人工）`;

/** What a menu entry says for the resident; the door reads keys that begin with `say:`. */
const MENU = {
  button: [
    { type: 'click', name: '报修', key: 'say:报修' },
    { type: 'click', name: '查进度', key: 'say:查进度' },
    { type: 'click', name: '人工', key: 'say:人工' },
  ],
};

type Wechat = NonNullable<Config['wechat']>;

/** The platform's API with its token, as the command uses it. */
interface Line {
  wechat: Wechat;
  tokens: AccessToken;
  /** This server's time (milliseconds since 1970). */
  now(): number;
}

/** What the operator should do about a refusal, in one sentence. */
const ADVICE: Readonly<Record<string, string>> = {
  address: '请在微信后台“设置与开发 → 开发接口管理 → IP 白名单”里加上这台服务器的公网 IP',
  settings: '请在“设置与开发 → 开发接口管理”核对 WECHAT_APP_ID 和 WECHAT_APP_SECRET；密钥重置后旧的立即失效',
  token: '请核对 WECHAT_APP_ID 和 WECHAT_APP_SECRET 是否属于同一个公众号',
  'no-permission': '这个账号没有该接口的权限：未认证的账号请设 WECHAT_VERIFIED=false，只用被动回复',
  'daily-limit': '今天的调用次数已用完，明天零点恢复；也可在后台清零一次',
};

/** Checks everything that can be checked from here; one line for each, `✗` where something has to be done. */
export async function doctor({ wechat, tokens, now }: Line, say: (line: string) => void): Promise<boolean> {
  let well = true;
  const check = async (title: string, work: () => Promise<string>) => {
    try {
      say(`✓ ${title}：${await work()}`);
    } catch (error) {
      well = false;
      say(`✗ ${title}：${adviceFor(error, wechat)}`);
    }
  };
  say(`✓ 设置：AppID ${wechat.appId}，${wechat.mode} 模式，${wechat.verified ? '已认证' : '未认证（只用被动回复）'}`);
  if (wechat.mode === 'plain') say('! 明文模式：看到一次回调地址的人就能冒充住户，请在后台改为安全模式');
  await check('网络和时钟', async () => {
    const skew = await clockSkew(wechat.apiBase, now);
    if (skew > 120_000) throw new Error('服务器时间和微信相差两分钟以上，请打开时间同步，否则消息会被当作过期拒绝');
    return `连得上 ${wechat.apiBase}`;
  });
  await check('access_token', async () => {
    await tokens.get();
    return '取得到';
  });
  await check('回调来源', async () => {
    const answer = await withToken(tokens, (token) => getJson(wechat.apiBase, '/cgi-bin/getcallbackip', token));
    return `微信从 ${Array.isArray(answer.ip_list) ? answer.ip_list.length : 0} 个地址回调，防火墙请放行`;
  });
  say('· 后台“基本配置 → 服务器配置”：URL 填 <PUBLIC_URL>/wechat，Token 和 EncodingAESKey 与设置一致，然后点“启用”');
  return well;
}

/** Publishes the menu and reads it back. */
async function publishMenu({ wechat, tokens }: Omit<Line, 'now'>, say: (line: string) => void): Promise<void> {
  await withToken(tokens, (token) => postJson(wechat.apiBase, '/cgi-bin/menu/create', { token, body: MENU }));
  const answer = await withToken(tokens, (token) => getJson(wechat.apiBase, '/cgi-bin/menu/get', token));
  say(`✓ 菜单已发布：${namesOf(answer).join('、')}。手机上大约五分钟后更新。`);
}

/** The names of a published menu's entries. */
function namesOf({ menu }: Record<string, unknown>): string[] {
  const { button = [] } = (menu ?? {}) as { button?: { name?: string }[] };
  return button.map(({ name = '' }) => name);
}

/** How far (milliseconds) the platform's clock is from ours, by the date of any answer. */
async function clockSkew(apiBase: string, now: () => number): Promise<number> {
  const response = await fetch(apiBase, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(8000),
  }).catch(() => {
    throw new NotReached('not reached');
  });
  const date = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(date) ? 0 : Math.abs(date - now());
}

function adviceFor(error: unknown, { apiBase }: Wechat): string {
  if (error instanceof ApiRefusal) {
    const address = error.address ? `（微信看到的是 ${error.address}）` : '';
    return `${ADVICE[error.remedy] ?? '微信没有接受这次调用'}${address}，错误码 ${error.errcode}`;
  }
  if (error instanceof NotReached) return `连不上 ${apiBase}，请检查这台服务器能否访问外网；被动回复不受影响`;
  if (error instanceof NoAnswer) return `${apiBase} 的回答读不懂，请检查中间的代理或防火墙，过一会儿再试`;
  return error instanceof Error ? error.message : '没有成功';
}

async function main(): Promise<void> {
  const [command, ...more] = process.argv.slice(2);
  if ((command !== 'doctor' && command !== 'menu') || more.length > 0) throw new ConfigError(USAGE);
  const config = readConfig(process.env);
  const { wechat } = config;
  if (!wechat)
    throw new ConfigError('还没有设置公众号：请先设 WECHAT_APP_ID、WECHAT_APP_SECRET、WECHAT_TOKEN、WECHAT_AES_KEY。');
  const storage = await openStorage({ ...config, onError: () => {} });
  const say = (line: string) => console.log(line);
  try {
    const tokens = createAccessToken({ settings: wechat, storage, clock: systemClock });
    const line = { wechat, tokens, now: systemClock.now };
    if (command === 'menu') await publishMenu(line, say).catch((error) => fail(adviceFor(error, wechat)));
    else if (!(await doctor(line, say))) process.exitCode = 1;
  } finally {
    await storage.close();
  }
}

function fail(words: string): void {
  console.error(`✗ ${words}`);
  process.exitCode = 1;
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : 'The command failed.');
    process.exitCode = error instanceof ConfigError ? 2 : 1;
  });
}
