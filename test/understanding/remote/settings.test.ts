import { expect } from 'chai';
import { ConfigError, readConfig } from '#src/config.ts';

const LUIS = {
  LUIS_ENDPOINT: 'https://westus.api.cognitive.microsoft.com/',
  LUIS_KEY: 'a-key',
  LUIS_APP_ID: '7d5f6a52-3c1c-4b1e-9a56-0d2f0f6f2b11',
};
const CLU = {
  CLU_ENDPOINT: 'https://estate.cognitiveservices.azure.com',
  CLU_KEY: 'a-key',
  CLU_PROJECT: 'estate',
  CLU_DEPLOYMENT: 'live',
};
const problem = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return '';
};

describe('The settings of LUIS and CLU', () => {
  it('are off when nothing is set: no word leaves the desk', () => {
    expect(readConfig({}).remoteRecognizer).to.equal(undefined);
    expect(readConfig({ LUIS_ENDPOINT: '', REMOTE_RECOGNIZER_WHEN: 'first' }).remoteRecognizer).to.equal(undefined);
  });

  it('are complete with three for LUIS and four for CLU', () => {
    expect(readConfig(LUIS).remoteRecognizer).to.deep.equal({
      service: 'luis',
      when: 'unsure',
      endpoint: 'https://westus.api.cognitive.microsoft.com',
      key: 'a-key',
      appId: LUIS.LUIS_APP_ID,
      slot: 'production',
    });
    expect(readConfig({ ...LUIS, LUIS_SLOT: 'staging' }).remoteRecognizer).to.include({ slot: 'staging' });
    expect(readConfig({ ...CLU, REMOTE_RECOGNIZER_WHEN: 'first' }).remoteRecognizer).to.deep.equal({
      service: 'clu',
      when: 'first',
      endpoint: CLU.CLU_ENDPOINT,
      key: 'a-key',
      project: 'estate',
      deployment: 'live',
    });
  });

  it('stop the start when one is missing, and name it', () => {
    for (const whole of [LUIS, CLU]) {
      for (const name of Object.keys(whole)) {
        expect(problem({ ...whole, [name]: '' })).to.match(new RegExp(`^${name}: is missing`));
      }
    }
    expect(problem({ LUIS_SLOT: 'staging' })).to.contain('LUIS_ENDPOINT: is missing');
    expect(problem({ ...LUIS, ...CLU })).to.contain('only one of the two');
  });

  it('stop the start when one is wrong, and keep the key out of the message', () => {
    expect(problem({ ...LUIS, LUIS_ENDPOINT: 'http://luis.example.com' })).to.contain(
      'LUIS_ENDPOINT: must start with https',
    );
    expect(problem({ ...LUIS, LUIS_ENDPOINT: 'http://localhost.example.com' })).to.contain('LUIS_ENDPOINT');
    expect(problem({ ...LUIS, LUIS_ENDPOINT: 'http://127.0.0.1:5000' })).to.equal('');
    expect(problem({ ...LUIS, LUIS_APP_ID: 'my app' })).to.contain('LUIS_APP_ID');
    expect(problem({ ...LUIS, LUIS_SLOT: 'test' })).to.contain('LUIS_SLOT');
    expect(problem({ ...CLU, REMOTE_RECOGNIZER_WHEN: 'always' })).to.contain('REMOTE_RECOGNIZER_WHEN');
    expect(problem({ LUIS_KEY: 'very-secret' })).to.not.contain('very-secret');
  });
});
