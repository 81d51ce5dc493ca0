import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { placeOfDocument } from '#handbook/documents.ts';
import { type Handbook, HandbookError, openHandbook } from '#handbook/handbook.ts';
import { type DocumentDraft, updateDocument } from '#handbook/update-document.ts';
import { aHandbookFolder, type HandbookFolder } from './handbook-folder.ts';

const office = 'estates/qinghu/office.json';
const profile = 'estates/qinghu/profile.json';

describe('Changing the handbook from the console', () => {
  let folder: HandbookFolder;
  let handbook: Handbook;

  beforeEach(async () => {
    folder = aHandbookFolder();
    handbook = await openHandbook({ dir: folder.dir, watch: false, now: () => new Date('2026-11-23') });
  });
  afterEach(async () => {
    await handbook.close();
    folder.remove();
  });

  async function refusalOf(file: string, change: (draft: DocumentDraft) => void): Promise<string[]> {
    try {
      await updateDocument(handbook, file, change);
      return [];
    } catch (error) {
      if (error instanceof HandbookError) return error.problems.map(({ key, code }) => `${key}: ${code}`);
      throw error;
    }
  }

  const arrival = (minutes: unknown) => (draft: DocumentDraft) => {
    draft.emergencyArrivalMin = minutes;
  };

  it('a change is in force at once, and the file differs in that line alone', async () => {
    const before = readFileSync(folder.path(profile), 'utf8').split('\n');
    let told = 0;
    handbook.onChange(() => {
      told += 1;
    });
    await updateDocument(handbook, profile, arrival(60));
    expect(handbook.estate('qinghu')?.profile.emergencyArrivalMin).to.equal(60);
    expect(told).to.equal(1);
    const after = readFileSync(folder.path(profile), 'utf8').split('\n');
    expect(after.filter((line, at) => line !== before[at])).to.deep.equal(['  "emergencyArrivalMin": 60,']);
  });

  it('a change that breaks a rule is refused before anything is written', async () => {
    const before = readFileSync(folder.path(profile), 'utf8');
    expect(await refusalOf(profile, arrival(-5))).to.deep.equal(['emergencyArrivalMin: bad-value']);
    expect(await refusalOf(profile, arrival('soon'))).to.deep.equal(['emergencyArrivalMin: wrong-kind']);
    expect(readFileSync(folder.path(profile), 'utf8')).to.equal(before);
    expect(handbook.problems()).to.deep.equal([]);
    expect(readdirSync(folder.path('estates/qinghu')).filter((name) => name.includes('tmp'))).to.deep.equal([]);
  });

  it('a change that leaves another document pointing nowhere is refused', async () => {
    const refusal = await refusalOf('estates/qinghu/register.json', (draft) => {
      (draft.lines as unknown[]).splice(0, 1);
    });
    expect(refusal).to.deep.equal(['lifts (1): unknown-reference', 'lifts (2): unknown-reference']);
  });

  it('an edit made by hand a moment before is not overwritten', async () => {
    folder.edit(profile, (document) => Object.assign(document, { complaintReplyDays: 7 }));
    await updateDocument(handbook, profile, arrival(45));
    expect(folder.read(profile)).to.include({ complaintReplyDays: 7, emergencyArrivalMin: 45 });
  });

  it('two clerks who change the same document at once both get their change', async () => {
    const minutes = Array.from({ length: 8 }, (_, at) => at + 1);
    await Promise.all([
      ...minutes.map((minute) => updateDocument(handbook, profile, arrival(minute))),
      updateDocument(handbook, profile, (draft) => {
        draft.complaintReplyDays = 3;
      }),
    ]);
    expect(folder.read(profile)).to.include({ emergencyArrivalMin: 8, complaintReplyDays: 3 });
    expect(handbook.estate('qinghu')?.profile).to.include({ emergencyArrivalMin: 8, complaintReplyDays: 3 });
  });

  it('a document that is broken on disk can be put right, and one that is no JSON is left to a person', async () => {
    folder.edit(profile, (document) => Object.assign(document, { emergencyArrivalMin: 'soon' }));
    await updateDocument(handbook, profile, arrival(20));
    expect(handbook.estate('qinghu')?.profile.emergencyArrivalMin).to.equal(20);
    folder.write(profile, '{ "name": ');
    expect(await refusalOf(profile, arrival(25))).to.deep.equal([': not-json']);
  });

  it('while another document is refused, a good change waits for its repair', async () => {
    folder.edit(office, (document) => Object.assign(document, { timeZone: 'Asia/Shanghia' }));
    await updateDocument(handbook, profile, arrival(15));
    expect(handbook.estate('qinghu')?.profile.emergencyArrivalMin).to.equal(30);
    expect(handbook.problems().map(({ key }) => key)).to.deep.equal(['timeZone']);
    await updateDocument(handbook, office, (draft) => {
      draft.timeZone = 'Asia/Shanghai';
    });
    expect(handbook.estate('qinghu')?.profile.emergencyArrivalMin).to.equal(15);
    expect(handbook.problems()).to.deep.equal([]);
  });

  it('a path that leads out of the handbook is refused', async () => {
    const paths = [
      '../secret.json',
      'estates/../common/calendar.json',
      'estates/qinghu/../../x.json',
      '/etc/passwd',
      'estates\\qinghu\\office.json',
      'common/utterances/x.json',
      'estates/qinghu/constructor.json',
      'estates/nowhere/office.json',
    ];
    for (const path of paths) expect(await refusalOf(path, () => undefined), path).to.deep.equal([': bad-path']);
    expect(placeOfDocument('estates/../office.json')).to.equal(undefined);
  });
});
