import { cpSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { type Handbook, openHandbook, type Problem } from '#handbook/handbook.ts';
import { openLibrary } from '#handbook/library.ts';
import { openShelf } from '#handbook/shelf.ts';
import { aHandbookFolder, type HandbookFolder, nextChange } from './handbook-folder.ts';

const office = 'estates/qinghu/office.json';

describe('Editing the handbook while the desk is open', () => {
  let folder: HandbookFolder;
  let handbook: Handbook;
  let refused: Problem[];
  let tell: (problem: Problem) => void;

  beforeEach(async () => {
    folder = aHandbookFolder();
    refused = [];
    tell = () => undefined;
    const onRefused = (problem: Problem) => {
      refused.push(problem);
      tell(problem);
    };
    handbook = await openHandbook({ dir: folder.dir, onRefused, now: () => new Date('2026-11-23') });
  });
  afterEach(async () => {
    await handbook.close();
    folder.remove();
  });

  const nightNumber = () => handbook.estate('qinghu')?.office.phones.night.number;
  const setNight = (number: unknown) =>
    folder.edit(office, (document) => Object.assign(document.phones ?? {}, { night: { number } }));
  const nextRefusal = () =>
    new Promise<Problem>((resolve) => {
      tell = resolve;
    });

  it('a new number is in force without a restart', async () => {
    const changed = nextChange(handbook);
    setNight('020-5550-0199');
    await changed;
    expect(nightNumber()).to.equal('020-5550-0199');
  });

  it('an editor that writes beside and renames is noticed again and again', async () => {
    for (const number of ['020-5550-0191', '020-5550-0192', '020-5550-0193']) {
      const changed = nextChange(handbook);
      const document = folder.read(office);
      Object.assign(document.phones ?? {}, { night: { number } });
      folder.write('estates/qinghu/office.json~', JSON.stringify(document));
      renameSync(folder.path('estates/qinghu/office.json~'), folder.path(office));
      await changed;
      expect(nightNumber()).to.equal(number);
    }
  });

  it('a bad edit is refused with file, key and reason, and the last good version of everything stays in force', async () => {
    const refusal = nextRefusal();
    folder.edit('estates/qinghu/profile.json', (document) => Object.assign(document, { complaintReplyDays: 5 }));
    setNight(5550199);
    const problem = await refusal;
    expect(problem).to.include({ file: office, key: 'phones.night.number', code: 'wrong-kind' });
    expect(nightNumber()).to.equal('020-5550-0101');
    expect(handbook.estate('qinghu')?.profile.complaintReplyDays).to.equal(10);
    expect(handbook.problems()).to.deep.equal([problem]);

    const changed = nextChange(handbook);
    setNight('020-5550-0198');
    await changed;
    expect(nightNumber()).to.equal('020-5550-0198');
    expect(handbook.estate('qinghu')?.profile.complaintReplyDays).to.equal(5);
    expect(handbook.problems()).to.deep.equal([]);
    expect(refused).to.have.length(1);
  });

  it('a file that is still being written does no harm and brings no complaint once it is whole', async () => {
    const text = JSON.stringify({ ...folder.read(office), note: '慢慢写完' });
    const changed = nextChange(handbook);
    truncateSync(folder.path(office), 0);
    for (let length = 0; length < text.length; length += 200) {
      folder.write(office, text.slice(0, length));
      expect(nightNumber()).to.equal('020-5550-0101');
      await pause(10);
    }
    folder.write(office, text);
    await changed;
    expect(handbook.estate('qinghu')?.office.note).to.equal('慢慢写完');
    expect(refused).to.deep.equal([]);
  });

  it('a new estate appears, and one that is taken away goes', async () => {
    const arrived = nextChange(handbook);
    cpSync(folder.path('estates/qinghu'), folder.path('estates/.yunshan'), { recursive: true });
    folder.edit('estates/.yunshan/office.json', (document) => Object.assign(document, { id: 'yunshan' }));
    renameSync(folder.path('estates/.yunshan'), folder.path('estates/yunshan'));
    await arrived;
    expect(handbook.estates().map(({ id }) => id)).to.deep.equal(['qinghu', 'yunshan']);

    const left = nextChange(handbook);
    renameSync(folder.path('estates/yunshan'), folder.path('yunshan'));
    await left;
    expect(handbook.estates().map(({ id }) => id)).to.deep.equal(['qinghu']);
  });

  it('the last estate is not lost with its folder, nor anything with a disk that goes away', async () => {
    const refusal = nextRefusal();
    rmSync(folder.path('estates'), { recursive: true });
    const { code } = await refusal;
    expect(['unreadable', 'no-estates', 'missing-file']).to.include(code);
    expect(nightNumber()).to.equal('020-5550-0101');
    expect(handbook.problems()).not.to.deep.equal([]);
  });

  it('a folder exchanged behind a link, which no watching sees, is noticed by looking', async () => {
    renameSync(folder.path('common'), folder.path('older'));
    symlinkSync('older', folder.path('common'));
    await handbook.close();
    handbook = await openHandbook({ dir: folder.dir });
    cpSync(folder.path('older'), folder.path('newer'), { recursive: true });
    folder.edit('newer/calendar.json', (document) => Object.assign(document, { years: {} }));
    symlinkSync('newer', folder.path('link'));
    const changed = nextChange(handbook);
    renameSync(folder.path('link'), folder.path('common'));
    await changed;
    expect(handbook.common().calendar.years).to.deep.equal({});
  });

  it('a file found half-written is read again before anybody complains', async () => {
    const whole = readFileSync(folder.path(office), 'utf8');
    folder.write(office, whole.slice(0, whole.length / 2));
    const shelf = openShelf(folder.dir);
    let looks = 0;
    const list = () => {
      looks += 1;
      if (looks === 2) folder.write(office, whole);
      return shelf.list();
    };
    const stock = await openLibrary({ ...shelf, list }).takeStock();
    expect(stock.problems).to.deep.equal([]);
    expect(stock.contents?.estates.get('qinghu')?.office.name.zh).to.equal('晴湖花园');
  });

  it('nothing is read any more after closing', async () => {
    await handbook.close();
    setNight('020-5550-0197');
    await pause(400);
    expect(nightNumber()).to.equal('020-5550-0101');
  });
});
