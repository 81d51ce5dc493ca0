import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Delivery } from './pushes.ts';
import type { Resident } from './resident.ts';
import { type Standin, startStandin } from './standin.ts';

const HELP = `Plays the WeChat platform for a desk on this machine. Start the desk with the variables that are printed.
  --desk URL   where the desk takes messages (http://127.0.0.1:3000/wechat)
  --port N     port of the API (8899)      --mode plain|compatible|secure (secure)      --unverified
Lines are what the resident says. Commands: /photo FILE  /voice [words]  /location LAT LNG [label]  /follow [scene]  /unfollow
  /click KEY  /scan SCENE  /pick ID  /as OPENID  /verify  /quota  /fail PATH ERRCODE  /quit`;

// Made up for this command alone; they open nothing.
const ACCOUNT = {
  token: 'standin',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  appId: 'wx0000000000000000',
  appSecret: 'standin-secret',
  ghId: 'gh_000000000000',
};

type Command = (words: string[], wechat: Standin, resident: Resident) => Promise<Delivery | string>;

const COMMANDS: Record<string, Command> = {
  photo: async ([file = ''], _, resident) => resident.sendsPhoto(await readFile(file)),
  voice: (words, _, resident) => resident.sendsVoice({ recognition: words.join(' ') }),
  location: ([latitude, longitude, ...label], _, resident) =>
    resident.sendsLocation({ latitude: Number(latitude), longitude: Number(longitude), label: label.join(' ') }),
  follow: ([scene], _, resident) => resident.follows(scene),
  unfollow: (_words, _, resident) => resident.unfollows(),
  click: ([key = ''], _, resident) => resident.clicksMenu(key),
  scan: ([scene = ''], _, resident) => resident.scans(scene),
  pick: ([id = ''], _, resident) => resident.picks(id),
  verify: async (_words, wechat) => ((await wechat.verify()).ok ? 'the desk echoes' : 'the desk does not echo'),
  quota: async (_words, _, resident) => `${resident.quotaLeft} custom messages left`,
  async fail([path = '', errcode], wechat) {
    wechat.faults.next(path, { errcode: Number(errcode) });
    return 'the next call fails';
  },
};

const { values } = parseArgs({
  options: {
    desk: { type: 'string', default: 'http://127.0.0.1:3000/wechat' },
    port: { type: 'string', default: '8899' },
    mode: { type: 'string', default: 'secure' },
    unverified: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(HELP);
else await serve();

async function serve(): Promise<void> {
  const mode = (['plain', 'compatible', 'secure'] as const).find((each) => each === values.mode);
  if (!mode) throw new Error('--mode is plain, compatible or secure');
  const wechat = await startStandin({
    ...ACCOUNT,
    mode,
    deskUrl: values.desk,
    clock: 'real',
    port: Number(values.port),
  });
  wechat.account.verified = !values.unverified;
  const { token, aesKey, appId, appSecret } = ACCOUNT;
  console.log(`WECHAT_API_BASE=${wechat.apiBase} WECHAT_TOKEN=${token} WECHAT_AES_KEY=${aesKey} \\`);
  console.log(
    `WECHAT_APP_ID=${appId} WECHAT_APP_SECRET=${appSecret} WECHAT_MODE=${mode} WECHAT_VERIFIED=${!values.unverified}`,
  );
  let resident = wechat.resident('o-resident-1');
  const seen = new Map<Resident, number>();
  const running = new Set<Promise<void>>();
  let complained = 0;
  const show = () => {
    for (const line of resident.screen().slice(seen.get(resident) ?? 0)) console.log(line);
    seen.set(resident, resident.screen().length);
    for (const complaint of wechat.complaints.slice(complained)) console.log(`! ${complaint}`);
    complained = wechat.complaints.length;
  };
  const watch = setInterval(show, 200);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const [name = '', ...words] = line.startsWith('/') ? line.slice(1).trim().split(/\s+/) : [];
    if (name === 'quit') lines.close();
    else if (name === 'as') resident = wechat.resident(words[0] ?? 'o-resident-1');
    else running.add(run(wechat, resident, { line, name, words }));
  });
  await new Promise((resolve) => lines.once('close', resolve));
  // Answers to the last line may be under way when the input is a pipe.
  await Promise.all(running);
  clearInterval(watch);
  show();
  await wechat.close();
}

/** One line of input; what went wrong is printed, not thrown. */
async function run(
  wechat: Standin,
  resident: Resident,
  input: { line: string; name: string; words: string[] },
): Promise<void> {
  const { line, name, words } = input;
  const command = COMMANDS[name];
  if (name && !command) return console.log('? no such command; --help names them');
  if (!name && line.trim() === '') return;
  try {
    const result = await (command ? command(words, wechat, resident) : resident.says(line));
    if (typeof result === 'string') console.log(`- ${result}`);
    else if (result.outcome !== 'replied') console.log(`- ${result.outcome}, ${result.attempts.length} attempt(s)`);
  } catch (error) {
    console.log(`? ${error instanceof Error ? error.message : error}`);
  }
}
