import { expect } from 'chai';
import { itIsARecognizer } from '../contract.ts';
import { ownReader, readerOf, SERVICES } from './readers.ts';
import { type Standin, startStandin } from './standin.ts';

describe('The desk’s own recognizer', function () {
  this.timeout(60_000);
  itIsARecognizer(ownReader);
});

for (const service of SERVICES) {
  describe(`The recognizer with ${service.toUpperCase()} as first reader`, function () {
    this.timeout(60_000);
    let standin: Standin;
    before(async () => {
      standin = await startStandin();
      standin.reply = () => ({ intents: { complaint: 0.97, None: 0.2, 'Travel.Book': 0.1 } });
    });
    after(async () => {
      await standin.close();
      expect(standin.asked).to.not.have.lengthOf(0);
      expect(standin.problems).to.deep.equal([]);
    });
    itIsARecognizer(() => readerOf(service, standin));
  });

  describe(`The recognizer with a ${service.toUpperCase()} that fails`, function () {
    this.timeout(60_000);
    let standin: Standin;
    before(async () => {
      standin = await startStandin();
      standin.fault = 500;
    });
    after(() => standin.close());
    itIsARecognizer(() => readerOf(service, standin));
  });
}
