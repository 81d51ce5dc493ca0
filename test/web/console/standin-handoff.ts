import type { Looking, OwnPost, Posts, Targets } from '#console/chats/handoff-api.ts';

const known = [
  { key: 'front', name: { zh: '前台', en: 'Front desk' } },
  { key: 'engineering', name: { zh: '工程', en: 'Engineering' } },
  { key: 'finance', name: { zh: '财务', en: 'Finance' } },
  { key: 'service-lead', name: { zh: '客服主管', en: 'Service lead' } },
];

const targets: Targets = {
  desks: known,
  colleagues: [
    { id: 'staff-wu', name: '老吴', desks: [{ zh: '工程', en: 'Engineering' }], holding: 2, full: false },
    { id: 'staff-long', name: '欧阳·司徒·亚历山大·维克托罗维奇（夜班代班）', desks: [], holding: 6, full: true },
  ],
};

const nobodyChose = { languages: [], capacity: null };

const ownPost: OwnPost = { desks: ['front'], languages: ['zh-CN', 'en'], capacity: 6, known };

const posts: Posts = {
  known,
  staff: [
    { id: 'staff-chen', name: '小陈', role: 'agent', ...ownPost, present: true, holding: 2 },
    { id: 'staff-wu', name: '老吴', role: 'agent', desks: ['engineering'], ...nobodyChose, present: false, holding: 0 },
  ],
};

/** What the stand-in knows of colleagues, desks and deliveries, by path; undefined for any other path. */
export function handoffAnswer(path: string): object | undefined {
  const [, id, part] = path.split('/');
  if (path === 'post') return ownPost;
  if (path === 'posts') return posts;
  if (part === 'looking') return { names: id === 'chat-leak' ? ['老吴'] : [] } satisfies Looking;
  if (part === 'targets') return targets;
  return undefined;
}
