import { randomUUID } from 'node:crypto';
import { ResidentClient } from '../lobby/resident-client.ts';
import { aMessage } from './azure/door.ts';
import { playMicrosoft } from './azure/microsoft.ts';
import { describeDoor, type FarSide } from './contract.ts';
import { ACCOUNT as USUAL } from './wechat/desk.ts';
import { startStandin } from './wechat/standin/standin.ts';

describeDoor('web chat (Direct Line)', async () => {
  let base = '';
  return {
    channel: 'webchat',
    settings: {},
    begin(address) {
      base = address;
    },
    async resident() {
      const client = new ResidentClient(base);
      await client.open();
      return {
        says: (text, copies = 1) => client.post(text, copies),
        sendsPhoto: (bytes) => client.sendPhoto(bytes),
        screen: () => client.screen(),
      };
    },
    close: async () => {},
  } satisfies FarSide;
});

describeDoor('WeChat', async () => {
  const account = { ...USUAL, token: 'aTokenOfTheOffice' };
  const wechat = await startStandin({ ...account, clock: 'real' });
  return {
    channel: 'wechat',
    settings: {
      WECHAT_APP_ID: account.appId,
      WECHAT_APP_SECRET: account.appSecret,
      WECHAT_TOKEN: account.token,
      WECHAT_AES_KEY: account.aesKey,
      WECHAT_API_BASE: wechat.apiBase,
    },
    begin: (base) => wechat.pointAt(`${base}/wechat`),
    async resident(name) {
      const resident = wechat.resident(`o-${name}`);
      return {
        async says(text, copies = 1) {
          wechat.pushes.duplicate(copies);
          await resident.says(text);
        },
        sendsPhoto: async (bytes) => void (await resident.sendsPhoto(bytes)),
        screen: async () =>
          resident.phone
            .filter(({ way }) => way !== 'own')
            .map(({ type, text }) => (type === 'image' ? '[photo]' : text)),
      };
    },
    close: () => wechat.close(),
  } satisfies FarSide;
});

describeDoor('Azure Bot Service', async () => {
  const microsoft = await playMicrosoft();
  const appId = randomUUID();
  let url = '';
  let said = 0;
  return {
    channel: 'azure',
    settings: {
      MicrosoftAppId: appId,
      MicrosoftAppPassword: 'a-password',
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: 'a-tenant',
    },
    begin(base) {
      url = `${base}/api/messages`;
    },
    async resident(name) {
      const conversation = { id: `a:${name}`, conversationType: 'personal', tenantId: 'a-tenant' };
      const from = { id: `29:${name}`, name };
      const mine = `/conversations/${conversation.id}/`;
      return {
        async says(text, copies = 1) {
          said += 1;
          const body = JSON.stringify(aMessage({ id: `teams-${said}`, conversation, from, text }));
          const headers = { 'Content-Type': 'application/json', Authorization: await microsoft.sign(appId) };
          await Promise.all(Array.from({ length: copies }, () => fetch(url, { method: 'POST', body, headers })));
        },
        // What residents attach is at an address of the channel's choice, which is never fetched.
        screen: async () =>
          microsoft.posts
            .filter(({ path }) => decodeURIComponent(path).includes(mine))
            .map(({ activity }) => (activity.attachments ? '[photo]' : String(activity.text))),
      };
    },
    close: () => microsoft.close(),
  } satisfies FarSide;
});
