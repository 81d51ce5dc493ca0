import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '#src/root.ts';
import { playChat, type Shared } from './play.ts';
import { type Heard, openShared } from './shared.ts';

describe('golden conversations', () => {
  const heard: Heard[] = [];
  let shared: Shared;
  before(async () => {
    shared = await openShared(heard);
  });
  after(() => shared.handbook.close());

  for (const file of globSync(`${ROOT}/test/conversations/*/*.chat`).sort()) {
    it(`goes as written: ${relative(`${ROOT}/test/conversations`, file)}`, async () => {
      const written = readFileSync(file, 'utf8');
      expect(await playChat(written, shared)).to.equal(written);
      expect(heard).to.deep.equal([]);
    });
  }
});
