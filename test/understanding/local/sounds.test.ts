import { expect } from 'chai';
import { pinyin } from 'pinyin-pro';
import { soundOf } from '#understanding/local/sounds.ts';

describe('The sounds of Chinese characters', () => {
  const sound = (char: string) => soundOf(char.charCodeAt(0));

  it('are equal for characters that sound alike, as voice input mixes them up', () => {
    expect(sound('踢')).to.equal(sound('梯'));
    expect(sound('七')).to.equal(sound('漆'));
    expect(sound('绿')).to.not.equal(sound('路'));
  });

  // When this fails after an upgrade of pinyin-pro, write `sounds.txt` anew: a line "syllable characters" for each syllable.
  it('are those that pinyin-pro tells, for every character', () => {
    const syllables = new Map<number, string>();
    for (let code = 0x4e00; code <= 0x9fa5; code++) {
      const char = String.fromCharCode(code);
      const syllable = pinyin(char, { toneType: 'none', v: true });
      if (syllable === char) continue;
      const number = sound(char);
      if (!syllables.has(number)) syllables.set(number, syllable);
      if (syllables.get(number) !== syllable) expect.fail(`${char} is ${syllable}, not ${syllables.get(number)}`);
    }
    expect(syllables.size).to.be.above(390);
  });
});
