import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { ROOT } from '#src/root.ts';
import { staffCommand } from '#src/staff.ts';
import { openStorage } from '#storage/open.ts';
import { PASSWORD } from '../lobby/staff-client.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';

/** A running desk whose handbook a test may write into. */
export interface OfficeDesk extends RunningLobby {
  handbookDir: string;
}

/** Starts the whole program on a copy of the shipped handbook. */
export async function startOfficeDesk(): Promise<OfficeDesk> {
  const handbookDir = mkdtempSync(join(tmpdir(), 'lobby-office-'));
  for (const part of ['common', 'estates'])
    cpSync(join(ROOT, 'data', part), join(handbookDir, part), { recursive: true });
  const lobby = await startTestLobby({ handbookDir });
  return {
    ...lobby,
    handbookDir,
    async stop() {
      await lobby.stop();
      rmSync(handbookDir, { recursive: true, force: true });
    },
  };
}

/** Makes an account from the shell. */
export async function addAccount(
  { dataDir, handbookDir }: OfficeDesk,
  name: string,
  displayName: string,
  role: 'agent' | 'manager' = 'agent',
): Promise<void> {
  const storage = await openStorage({ dataDir, onError: () => {} });
  const args = ['add', name, '--role', role, '--display-name', displayName, '--password-stdin'];
  await staffCommand(args, { storage, handbookDir }, { password: async () => PASSWORD, say: () => {} });
  await storage.close();
}

/** Finds nothing that keeps anybody from using the page (WCAG 2.2 AA). */
export async function expectUsable(page: Page): Promise<void> {
  // A colour in the middle of its change is none of the page's.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).to.deep.equal([]);
}
