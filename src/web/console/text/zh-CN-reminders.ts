/** The words for what is owed in cases, in Chinese. */
export const zhReminders = {
  posts: {
    'front-desk': '前台',
    supervisor: '客服主管',
    'privacy-officer': '个人信息负责人',
    manager: '项目经理',
    director: '项目主任',
    company: '公司',
  } as Record<string, string>,
  alerts: {
    title: '期限',
    whose: '谁处理',
    me: '要我处理',
    any: '快到期和已超期',
    soon: '快到期',
    over: '已超期',
    addressee: '由谁处理',
    raised: (to: string) => `逾期上报：${to}`,
    strip: (soon: number, over: number) =>
      `要您处理：${[...(over > 0 ? [`${over} 件已超期`] : []), ...(soon > 0 ? [`${soon} 件快到期`] : [])].join('，')}`,
  },
};

/** What happens to a case by itself. */
export const zhReminderEvents = { 'due-soon': '快到答复期限', raised: '逾期上报' };
