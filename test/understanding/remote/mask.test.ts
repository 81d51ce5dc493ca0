import { expect } from 'chai';
import fc from 'fast-check';
import { maskForTravel } from '#understanding/remote/mask.ts';
import { entitiesOf } from '../desk.ts';
import { readerOf, SERVICES } from './readers.ts';
import { startStandin } from './standin.ts';

const sent = (text: string): string => maskForTravel(text, entitiesOf(text)).text;

describe('What leaves the house', () => {
  it('has no home, phone, name or ticket number in it, and is as long as before', () => {
    for (const [text, masked] of [
      ['3栋2单元501厨房漏水', '1栋1单元111厨房漏水'],
      ['三号楼二单元五零一漏水', '一号楼一单元一一一漏水'],
      ['A座1203的灯坏了', 'X座1111的灯坏了'],
      ['Block 3 Unit 2 Room 501 leaks', 'Block 1 Unit 1 Room 111 leaks'],
      ['电话138 0013 8000，尽快', '电话111 1111 1111，尽快'],
      ['我叫李雷，水管爆了', '我叫某某，水管爆了'],
      ['My name is Daniel Smith and my tap drips', 'My name is Xxxxxx Xxxxx and my tap drips'],
      ['工单R20261123-0007到哪了', '工单X11111111-1111到哪了'],
    ] as const) {
      expect(sent(text)).to.equal(masked);
      expect(masked).to.have.lengthOf(text.length);
    }
  });

  it('has no e-mail, identity, card or plate number and no chat name in it', () => {
    expect(sent('发到li.lei@qq.com吧')).to.equal('发到xx.xxx@xx.xxx吧');
    expect(sent('身份证11010519900307123X')).to.equal('身份证11111111111111111X');
    expect(sent('身份证１１０１０５１９９００３０７１２３４')).to.equal('身份证111111111111111111');
    expect(sent('卡号6222 0213 0000 1234 567')).to.equal('卡号1111 1111 1111 1111 111');
    expect(sent('车牌京A·8K888挡住我了')).to.equal('车牌某X·1X111挡住我了');
    expect(sent('加微信号：lilei_88 聊')).to.equal('加微信号：xxxxx_11 聊');
    expect(sent('号码是幺三八零零幺三八零零零')).to.not.match(/幺|三|八|零/);
  });

  it('hides a name that was given once wherever it is said again', () => {
    expect(sent('我叫李雷，车位登记李雷的名字')).to.equal('我叫某某，车位登记某某的名字');
  });

  it('leaves everything else as it is', () => {
    for (const text of ['楼道灯一直闪，能来看看吗？', '物业费每平米2.8元对吗', 'the lift is noisy at night']) {
      expect(sent(text)).to.equal(text);
    }
  });

  it('keeps its length for any text, and can be sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const masked = maskForTravel(text, entitiesOf(text));
        expect(masked.text).to.have.lengthOf(text.length);
        expect(masked.text.isWellFormed()).to.equal(true);
      }),
      { numRuns: 100 },
    );
  });

  for (const service of SERVICES) {
    it(`is the same on the wire to ${service.toUpperCase()}: address, headers and body`, async () => {
      const standin = await startStandin();
      const reader = await readerOf(service, standin);
      await reader.read('我叫王小明，3栋2单元501，电话13800138000，投诉楼上装修，邮箱wxm@163.com', {
        estateId: 'qinghu',
      });
      expect(standin.asked).to.have.lengthOf(1);
      expect(standin.asked[0]?.query).to.equal(
        '我叫某某某，1栋1单元111，电话11111111111，投诉楼上装修，邮箱xxx@111.xxx',
      );
      expect(standin.asked[0]?.raw).to.not.match(/王|小明|501|138001|wxm|qinghu/);
      await standin.close();
    });
  }
});
