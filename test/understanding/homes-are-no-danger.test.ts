import { join } from 'node:path';
import { expect } from 'chai';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { createDeskRecognizer } from '#src/desk-recognizer.ts';
import { ROOT } from '#src/root.ts';
import type { Recognizer } from '#understanding/recognizer.ts';

describe('an address or a phone number alone', () => {
  let handbook: Handbook;
  let recognizer: Recognizer;
  before(async () => {
    handbook = await openHandbook({ dir: join(ROOT, 'data'), watch: false });
    recognizer = createDeskRecognizer(handbook, { handbookDir: join(ROOT, 'data') });
  });
  after(() => handbook.close());

  const alarms = async (texts: string[]) => {
    const found: string[] = [];
    for (const text of texts) {
      const context = {
        locale: 'zh-CN',
        now: new Date('2026-11-23T10:00:00+08:00'),
        timeZone: 'Asia/Shanghai',
        estateId: 'qinghu',
      } as const;
      if ((await recognizer.recognize(text, context)).emergency) found.push(text);
    }
    return found;
  };

  it('raises no alarm, though room 1201 has 120 in it', async () => {
    const rooms = ['1101', '1102', '1103', '1104', '1201', '1202', '1203', '1204', '110', '119', '120', '1190'];
    const homes = [1, 3, 4, 6, 11].flatMap((building) => rooms.map((room) => ({ building, room })));
    const texts = homes.flatMap(({ building, room }) => [
      `${building}栋1单元${room}`,
      `${building}-1-${room}`,
      `Building ${building}, Unit 1, Room ${room}`,
    ]);
    expect(await alarms(texts)).to.deep.equal([]);
    expect(await alarms(['1201', '13811912000', '电话 020-55501101', '我是1101的'])).to.deep.equal([]);
  });
});
