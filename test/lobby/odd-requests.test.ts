import { connect } from 'node:net';
import { expect } from 'chai';
import { type RunningLobby, startTestLobby } from './start.ts';

describe('requests that no browser would send', () => {
  let lobby: RunningLobby;
  before(async () => {
    lobby = await startTestLobby();
  });
  after(() => lobby.stop());

  const cases: [string, string, string][] = [
    ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', '400'],
    ['an address of another server', 'GET http:// HTTP/1.1\r\nHost: x\r\n\r\n', '400'],
    ['an empty path', 'GET // HTTP/1.1\r\nHost: x\r\n\r\n', '404'],
    ['a broken escape', 'GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n', '404'],
    ['an unknown page', 'GET /nothing HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n', '404'],
    ['a method that is not taken', 'DELETE /healthz HTTP/1.1\r\nHost: x\r\n\r\n', '405'],
    ['no request at all', 'hello\r\n\r\n', '400'],
  ];
  for (const [what, request, status] of cases) {
    it(`answers ${what} with ${status}, and goes on serving`, async () => {
      expect(await firstLine(request)).to.contain(` ${status} `);
      expect((await fetch(`${lobby.base}/healthz`)).status).to.equal(200);
    });
  }

  function firstLine(request: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(lobby.base).port), '127.0.0.1', () => socket.write(request));
      socket.once('data', (data) => {
        resolve(String(data).split('\r\n')[0] ?? '');
        socket.destroy();
      });
      socket.once('error', reject);
      socket.setTimeout(5000, () => reject(new Error('No answer.')));
    });
  }
});
