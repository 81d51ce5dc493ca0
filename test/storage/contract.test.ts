import { storageContract } from './contract.ts';
import { engines } from './engines.ts';

for (const engine of engines) {
  describe(`The store on ${engine.name}`, function () {
    this.timeout(60_000);
    storageContract(engine);
  });
}
