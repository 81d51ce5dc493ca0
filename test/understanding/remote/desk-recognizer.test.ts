import { join } from 'node:path';
import { expect } from 'chai';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { readConfig } from '#src/config.ts';
import { createDeskRecognizer } from '#src/desk-recognizer.ts';
import { ROOT } from '#src/root.ts';
import { monday } from '../desk.ts';
import { APP_ID, KEY, type Standin, startStandin } from './standin.ts';

const WORDS = '厨房水龙头一直漏水，请派人来修';

describe('The desk with the settings of its office', function () {
  this.timeout(60_000);
  let handbook: Handbook;
  let standin: Standin;
  const read = (env: Record<string, string>) => {
    const { remoteRecognizer } = readConfig(env);
    const log = { info: () => {}, warn: () => {} };
    return createDeskRecognizer(handbook, { handbookDir: join(ROOT, 'data') }, { remoteRecognizer, log }).recognize(
      WORDS,
      monday,
    );
  };

  before(async () => {
    handbook = await openHandbook({ dir: join(ROOT, 'data'), watch: false });
    standin = await startStandin();
    standin.reply = () => ({ intents: { complaint: 0.98 } });
  });
  after(async () => {
    await standin.close();
    await handbook.close();
  });

  it('asks nobody when nothing is set', async () => {
    expect((await read({})).recognizer).to.equal('local');
    expect(standin.asked).to.deep.equal([]);
  });

  it('asks LUIS or CLU when one of them is', async () => {
    const at = { REMOTE_RECOGNIZER_WHEN: 'first' };
    const luis = { ...at, LUIS_ENDPOINT: standin.endpoint, LUIS_KEY: KEY, LUIS_APP_ID: APP_ID };
    const clu = { ...at, CLU_ENDPOINT: standin.endpoint, CLU_KEY: KEY, CLU_PROJECT: 'estate', CLU_DEPLOYMENT: 'live' };
    expect(await read(luis)).to.deep.include({ recognizer: 'luis', band: 'act' });
    expect(await read(clu)).to.deep.include({ recognizer: 'clu', band: 'act' });
    expect(standin.asked.map(({ service }) => service)).to.deep.equal(['luis', 'clu']);
  });
});
