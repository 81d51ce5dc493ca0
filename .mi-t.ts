import { openShared } from './test/conversations/shared.ts';
const sh = await openShared([]);
for (const t of process.argv.slice(2)) {
  const u = await sh.recognizer.recognize(t, {locale:'zh-CN', now:new Date('2026-11-23T10:00:00+08:00'), timeZone:'Asia/Shanghai', estateId:'qinghu'});
  console.log(t, u.band, u.intents.slice(0,2), u.entities.map(e=>[e.type,e.text,JSON.stringify(e.value)]), u.matters?.map(m=>[m.text,m.intents[0]?.name]), u.reply, u.answers?.slice(0,2));
}
await sh.handbook.close();
