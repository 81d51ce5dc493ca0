import { expect } from 'chai';
import { type Attempt, type BreakerNews, createBreaker } from '#understanding/remote/breaker.ts';
import { manualTimer } from './manual-timer.ts';

describe('The circuit breaker', () => {
  const build = () => {
    const timer = manualTimer();
    const news: BreakerNews[] = [];
    const breaker = createBreaker(timer, (one) => news.push(one));
    const call = (end: (attempt: Attempt) => void): boolean => {
      const attempt = breaker.enter();
      if (attempt) end(attempt);
      return attempt !== undefined;
    };
    const fails = (times: number) => {
      for (let i = 0; i < times; i++) call((one) => one.failed('http-500'));
    };
    const works = (times: number) => {
      for (let i = 0; i < times; i++) call((one) => one.succeeded());
    };
    return { timer, news, breaker, call, fails, works };
  };

  it('stays closed on four failures in a row, opens on the fifth, and says so once', () => {
    const { news, breaker, fails } = build();
    fails(4);
    expect(news).to.deep.equal([]);
    fails(1);
    expect(news).to.deep.equal([{ state: 'open', calls: 5, failures: 5, reason: 'http-500' }]);
    expect(breaker.enter()).to.equal(undefined);
  });

  it('opens at half, not below', () => {
    const below = build();
    below.works(3);
    below.fails(3);
    below.works(3);
    below.fails(2);
    expect(below.news).to.deep.equal([]);
    below.fails(1);
    expect(below.news[0]).to.include({ state: 'open', calls: 12, failures: 6 });
  });

  it('forgets what is older than ten seconds', () => {
    const { timer, news, fails, works } = build();
    const mixed = (pairs: number) => {
      for (let i = 0; i < pairs; i++) {
        works(1);
        fails(1);
      }
    };
    mixed(4);
    timer.advance(10_000);
    mixed(4);
    expect(news).to.deep.equal([]);
    timer.advance(9_999);
    mixed(1);
    expect(news).to.have.lengthOf(1);
  });

  it('opens at an estate that asks once a minute, too', () => {
    const { timer, news, fails } = build();
    for (let i = 0; i < 5; i++) {
      fails(1);
      timer.advance(60_000);
    }
    expect(news).to.deep.equal([{ state: 'open', calls: 5, failures: 5, reason: 'http-500' }]);
  });

  it('lets one call through after fifteen seconds and closes when that one works', () => {
    const { timer, news, breaker, fails, works } = build();
    fails(10);
    timer.advance(14_999);
    expect(breaker.enter()).to.equal(undefined);
    timer.advance(1);
    const trial = breaker.enter();
    expect(breaker.enter(), 'a second one beside the trial').to.equal(undefined);
    trial?.succeeded();
    expect(news.at(-1)).to.deep.equal({ state: 'closed', pausedMs: 15_000 });
    works(5);
    fails(4);
    expect(news, 'the old failures are forgotten').to.have.lengthOf(2);
  });

  it('waits another fifteen seconds when the trial fails, and is silent about it', () => {
    const { timer, news, breaker, call, fails } = build();
    fails(10);
    timer.advance(15_000);
    call((one) => one.failed('time-limit'));
    timer.advance(14_999);
    expect(breaker.enter()).to.equal(undefined);
    timer.advance(1);
    expect(call((one) => one.succeeded())).to.equal(true);
    expect(news.map(({ state }) => state)).to.deep.equal(['open', 'closed']);
    expect(news[1]).to.include({ pausedMs: 30_000 });
  });

  it('tries again at once when the one who tried went away', () => {
    const { timer, news, call, fails } = build();
    fails(10);
    timer.advance(15_000);
    call((one) => one.abandoned());
    expect(call((one) => one.succeeded())).to.equal(true);
    expect(news).to.have.lengthOf(2);
  });

  it('takes no notice of calls that end after it opened', () => {
    const { news, breaker, fails } = build();
    const late = [breaker.enter(), breaker.enter()];
    fails(10);
    late[0]?.failed('time-limit');
    late[1]?.succeeded();
    expect(breaker.enter()).to.equal(undefined);
    expect(news).to.have.lengthOf(1);
  });
});
