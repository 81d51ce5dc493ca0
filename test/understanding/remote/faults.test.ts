import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { monday } from '../desk.ts';
import { manualTimer } from './manual-timer.ts';
import { ownReader, readerOf, SERVICES, secondReader, settingsFor } from './readers.ts';
import { type Fault, type Standin, startStandin } from './standin.ts';

const WORDS = '楼上天天半夜拖椅子，能不能管管';
const FAULTS: readonly Fault[] = [401, 429, 500, 503, 'broken', 'other-shape', 'redirect', 'reset'];

for (const service of SERVICES) {
  describe(`When ${service.toUpperCase()} fails`, function () {
    this.timeout(60_000);
    let standin: Standin;
    beforeEach(async () => {
      standin = await startStandin();
      standin.reply = () => ({ intents: { suggestion: 0.96 } });
    });
    afterEach(() => standin.close());

    for (const fault of FAULTS) {
      it(`a resident gets the desk’s own answer on "${fault}", and it is not asked twice`, async () => {
        standin.fault = fault;
        const reader = await readerOf(service, standin, { timer: manualTimer() });
        expect(await reader.read(WORDS)).to.deep.equal((await ownReader()).recognize(WORDS, monday));
        expect(standin.asked).to.have.lengthOf(1);
      });
    }

    it('a resident waits a second and a half, not ten', async () => {
      standin.fault = 'slow';
      const timer = manualTimer();
      const reader = await readerOf(service, standin, { timer });
      let answered = false;
      const answer = reader.read(WORDS).finally(() => {
        answered = true;
      });
      await standin.arrived(1);
      timer.advance(1_499);
      await new Promise((resolve) => setImmediate(resolve));
      expect(answered).to.equal(false);
      timer.advance(1);
      expect((await answer).recognizer).to.equal('local');
    });

    it('a resident who goes away is not waited for, and the service is not blamed', async () => {
      standin.fault = 'slow';
      const reader = await readerOf(service, standin, { timer: manualTimer() });
      for (let i = 1; i <= 12; i++) {
        const gone = new AbortController();
        const answer = reader.read(WORDS, { signal: gone.signal });
        await standin.arrived(i);
        gone.abort();
        expect((await answer).recognizer).to.equal('local');
      }
      expect(reader.lines).to.deep.equal([]);
    });

    it('the twenty-first at the same time is answered by the desk at once', async () => {
      standin.fault = 'slow';
      const timer = manualTimer();
      const reader = await readerOf(service, standin, { timer });
      const waiting = Array.from({ length: 20 }, () => reader.read(WORDS));
      await standin.arrived(20);
      expect((await reader.read(WORDS)).recognizer).to.equal('local');
      expect(standin.asked).to.have.lengthOf(20);
      timer.advance(1_500);
      for (const { recognizer } of await Promise.all(waiting)) expect(recognizer).to.equal('local');
      expect(reader.lines.map(({ facts }) => facts.reason)).to.deep.equal(['time-limit']);
    });

    it('it is left alone after five failures in a row, tried again after fifteen seconds, and used again when it works', async () => {
      standin.fault = 500;
      const timer = manualTimer();
      const reader = await readerOf(service, standin, { timer });
      for (let i = 0; i < 14; i++) expect((await reader.read(WORDS)).recognizer).to.equal('local');
      expect(standin.asked).to.have.lengthOf(5);
      timer.advance(15_000);
      expect((await reader.read(WORDS)).recognizer, 'still broken at the first trial').to.equal('local');
      expect(standin.asked).to.have.lengthOf(6);
      standin.fault = undefined;
      expect((await reader.read(WORDS)).recognizer).to.equal('local');
      timer.advance(15_000);
      expect((await reader.read(WORDS)).recognizer).to.equal(service);
      expect((await reader.read(WORDS)).recognizer).to.equal(service);
      expect(standin.asked).to.have.lengthOf(8);
      expect(reader.lines).to.deep.equal([
        {
          level: 'warn',
          code: 'recognizer-degraded',
          facts: { recognizer: service, calls: 5, failures: 5, reason: 'http-500' },
        },
        { level: 'info', code: 'recognizer-recovered', facts: { recognizer: service, pausedMs: 30_000 } },
      ]);
    });

    it('the log says why, and nothing of the resident or the key', async () => {
      const words = '我叫王小明，13800138000，楼道灯不亮，谁来看看';
      const reasons: unknown[] = [];
      for (const fault of [401, 429, 'broken', 'other-shape', 'reset'] as const) {
        standin.fault = fault;
        const reader = await readerOf(service, standin, { timer: manualTimer() });
        for (let i = 0; i < 10; i++) await reader.read(words);
        reasons.push(...reader.lines.map(({ facts }) => facts.reason));
        expect(JSON.stringify(reader.lines)).to.not.match(/[一-龥]|13800138000|standin-key/);
      }
      expect(reasons).to.deep.equal(['http-401', 'http-429', 'unreadable', 'unreadable', 'unreachable']);
    });

    it('a host that is not there changes nothing for the resident', async () => {
      const reader = await secondReader(settingsFor(service, await deadEndpoint()), manualTimer());
      for (let i = 0; i < 11; i++) expect((await reader.read(WORDS)).recognizer).to.equal('local');
      expect(reader.lines).to.have.lengthOf(1);
      expect(reader.lines[0]?.facts).to.include({ reason: 'unreachable' });
    });
  });
}

/** A port of this machine on which nobody listens. */
async function deadEndpoint(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
