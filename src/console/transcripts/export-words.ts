/** Words of exported files, for staff: heads of columns and who speaks. */
export const EXPORT_WORDS = {
  'zh-CN': {
    title: '会话记录',
    masked: '姓名、电话和照片已隐去',
    hiddenFile: '文件已隐去',
    columns: [
      '会话',
      '小区',
      '渠道',
      '事项',
      '住户',
      '开始时间',
      '序号',
      '时间',
      '谁',
      '称呼',
      '内部',
      '内容',
      '文件',
      '事件',
    ],
    roles: { resident: '住户', desk: '自动助手', staff: '工作人员', system: '系统' },
    internal: '内部',
  },
  en: {
    title: 'Conversations',
    masked: 'Names, phones and photos are hidden',
    hiddenFile: 'file hidden',
    columns: [
      'Conversation',
      'Estate',
      'Channel',
      'Matter',
      'Resident',
      'Began',
      'No.',
      'Time',
      'Who',
      'Name',
      'Internal',
      'Words',
      'Files',
      'Event',
    ],
    roles: { resident: 'Resident', desk: 'Assistant', staff: 'Staff', system: 'System' },
    internal: 'internal',
  },
} as const;

export type ExportLanguage = keyof typeof EXPORT_WORDS;
export type ExportWords = (typeof EXPORT_WORDS)[ExportLanguage];
